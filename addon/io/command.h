// What JavaScript asks of the I/O thread. Commands arrive as one buffer of many, as lib/ packed
// them: each is its whole size (32 bits), what to do, a table and flags (8 bits each), one byte of
// padding, an id (32 bits) and a payload.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace netlink {

enum class CommandKind : uint8_t {
  kAdd = 1,    // payload: key, properties
  kReplace,    // payload: key, properties
  kChange,     // payload: key, properties
  kDelete,     // payload: key, properties
  kGet,        // payload: key
  kDump,       // payload: filter
  kConsumed,   // JavaScript has worked off one item of records of the dump: another may be read
  kCancel,     // the request, dump or subscription is no longer wanted
  kSubscribe,  // payload: numbers of tables, one byte each
  kAppend,     // payload: key, properties
};

namespace command_flags {
inline constexpr uint8_t kSkipStatistics = 1;  // of kDump
inline constexpr uint8_t kUnknown = 2;  // of kDump and kGet: with the attributes that no row knows
inline constexpr uint8_t kVirtualFunctions = 4;  // of kDump
}  // namespace command_flags

struct Command {
  CommandKind kind;
  uint8_t table;
  uint8_t flags;
  uint32_t id;
  std::vector<uint8_t> payload;
};

std::vector<Command> read_commands(std::span<const uint8_t> bytes);

}  // namespace netlink

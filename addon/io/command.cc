// What JavaScript asks of the I/O thread.
#include "io/command.h"

#include "fields/wire.h"

namespace netlink {

std::vector<Command> read_commands(std::span<const uint8_t> bytes) {
  constexpr size_t kHead = 12;
  std::vector<Command> commands;
  for (Reader reader(bytes); !reader.done();) {
    const auto size = reader.get<uint32_t>();
    Command command{};
    command.kind = static_cast<CommandKind>(reader.get<uint8_t>());
    command.table = reader.get<uint8_t>();
    command.flags = reader.get<uint8_t>();
    reader.get<uint8_t>();
    command.id = reader.get<uint32_t>();
    const auto payload = reader.take(size - kHead);
    command.payload.assign(payload.begin(), payload.end());
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace netlink

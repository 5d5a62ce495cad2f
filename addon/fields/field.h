// What a row is: one attribute of an object, with its name, its type and the functions that read
// and write it.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "fields/wire.h"
#include "nl/attributes.h"
#include "nl/handles.h"

namespace netlink {

struct Field;
class Record;

struct Name {
  int64_t value;
  const char* text;
};

// An enumeration or a set of flag bits, by the kernel's or iproute2's words. `type` names it in the
// typings.
struct Names {
  const char* type;
  std::span<const Name> entries;
};

struct RecordType {
  const char* type;  // its name in the typings
  std::span<const Field> fields;
};

struct VariantType {
  const char* type;           // its name in the typings
  const char* discriminator;  // the sibling property whose text chooses the alternative
  struct Alternative {
    const char* name;
    const RecordType* record;
    bool whole = false;  // a change must name everything, as the kernel resets the rest
  };
  std::span<const Alternative> alternatives;

  // The alternative called `name`, or -1.
  int find(std::string_view name) const;
};

// What a text stands for: decides how it is checked on input, compared and typed.
enum class Format : uint8_t {
  kPlain,
  kHardwareAddress,
  kIpAddress,
  kPrefix,
  kHex,
  kNetwork,
  kLabels,
  kAddress
};

struct Type {
  Wire wire = Wire::kU32;
  Format format = Format::kPlain;
  bool flags = false;     // the names are bits
  bool identity = false;  // 64 bits that are no count: a bigint
  int64_t minimum = 0;    // of an integer, or of a text's length
  uint64_t maximum = std::numeric_limits<uint64_t>::max();
  const Names* names = nullptr;
  const Type* element = nullptr;       // of a list
  const RecordType* record = nullptr;  // of a record
  const VariantType* variant = nullptr;
};

// Where a row reads from: the object libnl parsed, and the attributes of the row's level of the
// same message. The object is null where libnl refused the message; attribute rows still read it
// then.
struct Source {
  void* object = nullptr;
  const Attributes* attributes = nullptr;
  nlmsghdr* message = nullptr;
  int header = 0;        // size of the message's family header
  bool unknown = false;  // attributes that no row knows are asked for
  bool lean = false;     // counters are not asked for: some kernels send them all the same
};

// What a row may need of the thread that builds a request.
class Scope {
 public:
  virtual ~Scope() = default;
  // Sends a request for one object and waits for it: the kernel answers within the call. The reply
  // is valid until the next call; throws Error when the kernel refuses.
  virtual nlmsghdr* ask(Message request) = 0;
  // The index of the link of that name or alternative name, in the socket's namespace; throws
  // ENODEV.
  virtual int link_index(std::string_view name) = 0;
  // Keeps a descriptor open until the request has been sent; returns its number.
  virtual int keep(FileDescriptor descriptor) = 0;
};

// Where a row writes to: the libnl object that its builder reads, then the message it built.
struct Target {
  void* object;
  nl_msg* message;  // null while the object is filled
  int header;       // size of the message's family header
  uint8_t access;   // Field::kAdd or Field::kChange: rows without it are passed over
  Scope& scope;
  // The record being written, for rows of which several make one attribute.
  const Record* record = nullptr;
  bool nested = false;  // the end of the message is inside a nest
};

struct Field {
  enum Access : uint8_t { kRead = 1, kAdd = 2, kChange = 4 };

  const char* name;
  const char* kernel;  // the kernel's or libnl's name, for whoever searches for it
  const char* doc;
  Type type;
  uint8_t access = kRead;
  bool counters = false;  // left out where counters are not asked for
  bool always = false;    // the kernel never leaves it out
  bool unsteady = false;  // changes by itself (counters, timers): no change worth reporting
  bool context =
      false;  // sent with other rows of its record also where it is no change: they depend on it
  uint16_t presence =
      0;  // attribute without which a libnl accessor tells nothing; 0: always ask it
  uint16_t attribute = 0;  // IFLA_*, of an attribute row
  std::span<const uint16_t>
      nest{};  // of a record or variant row: where its attributes are, from this level
  const char* since =
      nullptr;  // first libnl with the accessor, when it is newer than the oldest supported
  bool available = true;  // in the libnl this was built with

  // Appends the value; false (and nothing appended): the object does not have it. To be called
  // through read().
  bool (*encode)(const Field&, const Source&, Writer&) = nullptr;
  // Sets the value on the libnl object.
  void (*apply)(const Field&, Reader, Target&) = nullptr;
  // Puts the value into the message that libnl built from the object.
  void (*put)(const Field&, Reader, Target&) = nullptr;

  // The same, and false for a row that cannot be read, or whose attribute the message lacks.
  bool read(const Source& source, Writer& writer) const {
    if (!encode || (counters && source.lean)) return false;
    if (presence != 0 && !(*source.attributes)[presence]) return false;
    return encode(*this, source, writer);
  }

 private:
  // Before its first use, as the rows of tables are made when the compiler runs.
  template <typename Change>
  constexpr Field with(Change change) const {
    Field copy = *this;
    change(copy);
    return copy;
  }

 public:
  // What a table says of a row beyond its kind, each returning the row as changed.
  constexpr Field named(const Names& names) const {
    return with([&](Field& f) { f.type.names = &names; });
  }
  constexpr Field bits(const Names& names) const {
    return with([&](Field& f) { f.type.names = &names, f.type.flags = true; });
  }
  // A 64-bit number that tells one thing from another.
  constexpr Field identity() const {
    return with([](Field& f) { f.type.identity = true; });
  }
  constexpr Field range(int64_t minimum, uint64_t maximum) const {
    return with([&](Field& f) { f.type.minimum = minimum, f.type.maximum = maximum; });
  }
  constexpr Field longest(uint64_t bytes) const { return range(0, bytes); }
  constexpr Field read_only() const {
    return with([](Field& f) { f.access = kRead; });
  }
  // Not reported, but it may be written, and filtered by where it can be read.
  constexpr Field write_only() const {
    return with([](Field& f) { f.access &= static_cast<uint8_t>(~kRead); });
  }
  // libnl's getter cannot tell "not set" from 0: the attribute it comes from can.
  constexpr Field when(uint16_t attribute) const {
    return with([&](Field& f) { f.presence = attribute; });
  }
  constexpr Field never_absent() const {
    return with([](Field& f) { f.always = true; });
  }
  constexpr Field statistics() const {
    return with([](Field& f) { f.counters = f.unsteady = true; });
  }
  constexpr Field sent_with_others() const {
    return with([](Field& f) { f.context = true; });
  }
  constexpr Field not_a_change() const {
    return with([](Field& f) { f.unsteady = true; });
  }
  // No property of the object: the kernel picks objects by it (and only it does), or is told how.
  constexpr Field only_asked() const {
    return with([](Field& f) { f.access = 0, f.encode = nullptr; });
  }
  constexpr Field only_when_added() const {
    return with([](Field& f) { f.access &= static_cast<uint8_t>(~kChange); });
  }
};

// A packed record, opened for access by row. Refers to the bytes it was opened on.
class Record {
 public:
  Record(const RecordType& type, Reader& reader);

  const RecordType& type() const { return *type_; }
  size_t size() const { return type_->fields.size(); }
  const Field& field(size_t row) const { return type_->fields[row]; }
  bool has(size_t row) const { return values_[row].data() != nullptr; }
  Reader value(size_t row) const { return Reader(values_[row]); }
  std::span<const uint8_t> bytes(size_t row) const { return values_[row]; }
  // The number of the row of that name, which must be in the type.
  size_t row(std::string_view name) const;
  bool has(std::string_view name) const { return has(row(name)); }
  Reader value(std::string_view name) const { return value(row(name)); }
  // Keeps the packed value with the record.
  void replace(size_t row, std::vector<uint8_t> value);
  // Appends the record as it is now.
  void write(Writer& writer) const;
  void remove(size_t row) { values_[row] = {}; }
  void remove(std::string_view name) { remove(row(name)); }
  bool empty() const;

 private:
  const RecordType* type_;
  std::vector<std::span<const uint8_t>> values_;
  std::vector<std::shared_ptr<const std::vector<uint8_t>>> kept_;
};

// The index of a packed link reference, which may be a name.
int32_t link_of(Reader reader, Scope& scope);

// Passes over one value of that type.
void skip(const Type& type, Reader& reader);

// Appends the object as a record of its readable rows; false when it has none of them (nothing is
// appended).
bool encode_record(const RecordType& type, const Source& source, Writer& writer);

// Whether the object has every value of `wanted`: flags as a subset, lists as a subset, everything
// else equal.
bool matches(const Record& wanted, const Source& source, Scope& scope);

// Packs a record that has the rows of `wanted` and, where it has none, those of `current`.
void complete_record(const Record& wanted, const Record& current, Writer& writer);

// Removes from `wanted` the rows whose value the object has already, so that a change sends only
// what differs.
void remove_equal(Record& wanted, const Source& current, Scope& scope);

// Writes the record's rows that the target's access allows: to the libnl object, or (with a
// message) to the message.
void write_record(const Record& record, Target& target);

}  // namespace netlink

// Tells JavaScript what the tables hold: the one description that decoding, encoding, typings and
// docs are made from.
#pragma once

#include <string>

namespace netlink {

// A JSON text: { libnl, tables: [...], records: {...}, names: {...} }.
std::string describe();

}  // namespace netlink

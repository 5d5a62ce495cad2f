// Reads the kernel's answer to a request: errno and extended acknowledgement of NLMSG_ERROR and
// NLMSG_DONE.
#include "nl/extended_ack.h"

#include <netlink/attr.h>
#include <netlink/msg.h>

#include <array>
#include <cstring>
#include <optional>
#include <string>

namespace netlink {
namespace {

// Names of <linux/netlink.h> that distributions' headers of the oldest supported libnl lack in
// part.
constexpr int kAckMessage = 1, kAckOffset = 2, kAckPolicy = 4, kAckMissingType = 5,
              kAckMissingNest = 6, kAckMax = 6;
constexpr int kPolicyType = 1, kPolicyMinSigned = 2, kPolicyMaxSigned = 3, kPolicyMin = 4,
              kPolicyMax = 5, kPolicyMinLength = 6, kPolicyMaxLength = 7, kPolicyBitfield32 = 10,
              kPolicyMask = 12, kPolicyLast = 12;

template <typename T>
std::optional<T> number(const nlattr* attribute) {
  if (!attribute || nla_len(attribute) < static_cast<int>(sizeof(T))) return std::nullopt;
  T value;
  std::memcpy(&value, nla_data(attribute), sizeof value);
  return value;
}

AttributePolicy read_policy(nlattr* nest) {
  std::array<nlattr*, kPolicyLast + 1> table{};
  AttributePolicy policy;
  if (nla_parse_nested(table.data(), kPolicyLast, nest, nullptr) < 0) return policy;
  policy.type = number<uint32_t>(table[kPolicyType]);
  policy.minimum_signed = number<int64_t>(table[kPolicyMinSigned]);
  policy.maximum_signed = number<int64_t>(table[kPolicyMaxSigned]);
  policy.minimum = number<uint64_t>(table[kPolicyMin]);
  policy.maximum = number<uint64_t>(table[kPolicyMax]);
  policy.minimum_length = number<uint32_t>(table[kPolicyMinLength]);
  policy.maximum_length = number<uint32_t>(table[kPolicyMaxLength]);
  policy.mask = number<uint64_t>(table[kPolicyMask]);
  if (!policy.mask) policy.mask = number<uint32_t>(table[kPolicyBitfield32]);
  return policy;
}

// The types of the attributes that lead to the one whose header stands at `offset`. The kernel
// tells only the offset; where the family's fixed header ends is found by trying each aligned
// position, as the attributes after it must tile the rest of the message exactly.
std::vector<uint16_t> path_to(std::span<const uint8_t> bytes, size_t begin, size_t end,
                              size_t offset) {
  for (size_t at = begin; at + NLA_HDRLEN <= end && at <= offset;) {
    nlattr head;
    std::memcpy(&head, bytes.data() + at, sizeof head);
    if (head.nla_len < NLA_HDRLEN || at + head.nla_len > end) return {};
    const auto type = static_cast<uint16_t>(head.nla_type & NLA_TYPE_MASK);
    if (at == offset) return {type};
    if (offset < at + head.nla_len) {
      for (size_t inner = at + NLA_HDRLEN; inner <= offset; inner += NLA_ALIGNTO) {
        std::vector<uint16_t> rest = path_to(bytes, inner, at + head.nla_len, offset);
        if (rest.empty()) continue;
        rest.insert(rest.begin(), type);
        return rest;
      }
      return {};
    }
    at += static_cast<size_t>(NLA_ALIGN(head.nla_len));
  }
  return {};
}

std::vector<uint16_t> attribute_path(std::span<const uint8_t> request, size_t offset) {
  for (size_t begin = NLMSG_HDRLEN; begin <= offset && offset < request.size();
       begin += NLA_ALIGNTO) {
    std::vector<uint16_t> path = path_to(request, begin, request.size(), offset);
    if (!path.empty()) return path;
  }
  return {};
}

void read_tlvs(nlattr* first, int length, std::span<const uint8_t> request, ExtendedAck& ack) {
  std::array<nlattr*, kAckMax + 1> table{};
  if (nla_parse(table.data(), kAckMax, first, length, nullptr) < 0) return;
  if (const nlattr* text = table[kAckMessage]) {
    const auto* begin = static_cast<const char*>(nla_data(text));
    ack.message.assign(begin, strnlen(begin, static_cast<size_t>(nla_len(text))));
  }
  ack.offset = number<uint32_t>(table[kAckOffset]);
  if (ack.offset) ack.attribute = attribute_path(request, *ack.offset);
  ack.missing = number<uint32_t>(table[kAckMissingType]);
  ack.missing_nest = number<uint32_t>(table[kAckMissingNest]);
  if (table[kAckPolicy]) ack.policy = read_policy(table[kAckPolicy]);
}

}  // namespace

Verdict read_verdict(const nlmsghdr* answer, std::span<const uint8_t> request) {
  Verdict verdict;
  auto* message = const_cast<nlmsghdr*>(answer);  // libnl's readers are not const-correct
  const int length = nlmsg_datalen(message);
  // Some kernels end a dump with an NLMSG_DONE that carries no error number at all.
  if (length < static_cast<int>(sizeof(int))) return verdict;
  int result;
  std::memcpy(&result, nlmsg_data(message), sizeof result);
  verdict.number = result < 0 ? -result : 0;
  if (!(answer->nlmsg_flags & NLM_F_ACK_TLVS)) return verdict;

  // NLMSG_DONE: the TLVs follow the number. NLMSG_ERROR: they follow the header of the request, and
  // its payload too where the answer is not capped.
  int skip = sizeof(int);
  if (answer->nlmsg_type == NLMSG_ERROR) {
    skip = sizeof(nlmsgerr);
    if (length < skip) return verdict;
    nlmsgerr head;
    std::memcpy(&head, nlmsg_data(message), sizeof head);
    if (!(answer->nlmsg_flags & NLM_F_CAPPED) && head.msg.nlmsg_len > sizeof(nlmsghdr)) {
      skip += NLMSG_ALIGN(static_cast<int>(head.msg.nlmsg_len - sizeof(nlmsghdr)));
    }
  }
  if (skip < length) {
    read_tlvs(reinterpret_cast<nlattr*>(static_cast<uint8_t*>(nlmsg_data(message)) + skip),
              length - skip, request, verdict.ack);
  }
  return verdict;
}

}  // namespace netlink

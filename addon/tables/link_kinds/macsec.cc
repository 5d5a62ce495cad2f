// macsec: encrypted Ethernet (IEEE 802.1AE).
#include <linux/if_macsec.h>
#include <netlink/route/link/macsec.h>

#include "fields/network_codecs.h"
#include "fields/rows.h"
#include "tables/link_kinds.h"

namespace netlink {
namespace {

constexpr Name kValidations[] = {{MACSEC_VALIDATE_DISABLED, "disabled"},
                                 {MACSEC_VALIDATE_CHECK, "check"},
                                 {MACSEC_VALIDATE_STRICT, "strict"}};
constexpr Names kValidationNames{"MacsecValidation", kValidations};
constexpr Name kOffloads[] = {{MACSEC_OFFLOAD_OFF, "off"}, {MACSEC_OFFLOAD_PHY, "phy"}, {2, "mac"}};
constexpr Names kOffloadNames{"MacsecOffload", kOffloads};
constexpr Name kCipherSuites[] = {
    {0, "GCM-AES-128"}, {1, "GCM-AES-256"}, {2, "GCM-AES-XPN-128"}, {3, "GCM-AES-XPN-256"}};
constexpr Names kCipherSuiteNames{"MacsecCipherSuite", kCipherSuites};

// Identities of 64 bits, packed as their place in the list of names.
struct CipherSuite {
  using Value = uint64_t;
  static constexpr uint64_t kIdentities[] = {
      MACSEC_CIPHER_ID_GCM_AES_128, MACSEC_CIPHER_ID_GCM_AES_256, MACSEC_CIPHER_ID_GCM_AES_XPN_128,
      MACSEC_CIPHER_ID_GCM_AES_XPN_256};
  static constexpr Type type() {
    return {.wire = Wire::kU8, .maximum = std::size(kIdentities) - 1, .names = &kCipherSuiteNames};
  }
  static bool encode(Writer& writer, uint64_t value) {
    if (value == MACSEC_DEFAULT_CIPHER_ID) value = MACSEC_CIPHER_ID_GCM_AES_128;
    for (size_t i = 0; i < std::size(kIdentities); ++i) {
      if (kIdentities[i] == value) return writer.put(static_cast<uint8_t>(i)), true;
    }
    return false;
  }
  static uint64_t decode(Reader& reader, Target&) { return kIdentities[reader.get<uint8_t>()]; }
};

template <auto Get, auto Set>
constexpr Field boolean(const char* name, const char* kernel, const char* doc) {
  return field<Get, Set, Boolean<uint8_t>>(name, kernel, doc);
}

constexpr Field kData[] = {
    field<rtnl_link_macsec_get_sci, rtnl_link_macsec_set_sci, HexIdentity>(
        "sci", "IFLA_MACSEC_SCI",
        "Secure channel identifier: hardware address and port, 16 digits in hexadecimal.")
        .only_when_added(),
    field<rtnl_link_macsec_get_port, rtnl_link_macsec_set_port>(
        "port", "IFLA_MACSEC_PORT",
        "Port of a secure channel identifier with the link's own address; instead of `sci`.")
        .range(1, UINT16_MAX)
        .write_only()
        .only_when_added(),
    field<rtnl_link_macsec_get_cipher_suite, rtnl_link_macsec_set_cipher_suite, CipherSuite>(
        "cipherSuite", "IFLA_MACSEC_CIPHER_SUITE", "Cipher.")
        .only_when_added(),
    field<[](rtnl_link* link, uint8_t* value) {
      uint16_t wide = 0;
      const int result = rtnl_link_macsec_get_icv_len(link, &wide);
      *value = static_cast<uint8_t>(wide);
      return result;
    },
          rtnl_link_macsec_set_icv_len>("icvLength", "IFLA_MACSEC_ICV_LEN",
                                        "Length of the integrity check value in bytes, 8-16.")
        .range(8, 16)
        .only_when_added(),
    boolean<rtnl_link_macsec_get_protect, rtnl_link_macsec_set_protect>(
        "protect", "IFLA_MACSEC_PROTECT", "Protects what is sent."),
    boolean<rtnl_link_macsec_get_encrypt, rtnl_link_macsec_set_encrypt>(
        "encrypt", "IFLA_MACSEC_ENCRYPT", "Encrypts what is sent."),
    // libnl 3.5 has no accessors.
    attribute<Number<uint8_t>>(IFLA_MACSEC_OFFLOAD, "offload", "IFLA_MACSEC_OFFLOAD",
                               "Which device encrypts instead of the kernel.")
        .named(kOffloadNames),
    field<rtnl_link_macsec_get_encoding_sa, rtnl_link_macsec_set_encoding_sa>(
        "encodingSa", "IFLA_MACSEC_ENCODING_SA", "Secure association for what is sent, 0-3.")
        .range(0, 3),
    field<[](rtnl_link* link, uint8_t* value) {
      macsec_validation_type type{};
      const int result = rtnl_link_macsec_get_validation_type(link, &type);
      *value = static_cast<uint8_t>(type);
      return result;
    },
          [](rtnl_link* link, uint8_t value) {
            return rtnl_link_macsec_set_validation_type(link,
                                                        static_cast<macsec_validation_type>(value));
          }>("validationType", "IFLA_MACSEC_VALIDATION", "How strict packets are checked.")
        .named(kValidationNames),
    // libnl puts these two only together.
    attribute<Boolean<>>(IFLA_MACSEC_REPLAY_PROTECT, "replayProtect", "IFLA_MACSEC_REPLAY_PROTECT",
                         "Drops packets that are too old; needs `window` when it is switched on."),
    attribute<Number<uint32_t>>(IFLA_MACSEC_WINDOW, "window", "IFLA_MACSEC_WINDOW",
                                "How many packets late a packet may be."),
    boolean<rtnl_link_macsec_get_send_sci, rtnl_link_macsec_set_send_sci>(
        "sendSci", "IFLA_MACSEC_INC_SCI", "Sends the secure channel identifier in each packet."),
    boolean<rtnl_link_macsec_get_end_station, rtnl_link_macsec_set_end_station>(
        "endStation", "IFLA_MACSEC_ES", "Sets the end station bit of each packet."),
    boolean<rtnl_link_macsec_get_scb, rtnl_link_macsec_set_scb>(
        "singleCopyBroadcast", "IFLA_MACSEC_SCB", "Sets the single copy broadcast bit."),
};

}  // namespace

const RecordType kMacsecData{"MacsecData", kData};

}  // namespace netlink

// Getters and setters of libnl-route that no row uses, and why.

export interface Exception {
  reason: string;
  names: (string | RegExp)[];
}

export const exceptions: Exception[] = [
  {
    reason: "asks the kernel or searches a cache: the package has requests and dumps of its own",
    names: ["rtnl_link_get_by_name", "rtnl_link_get_kernel", "rtnl_link_build_get_request"],
  },
  {
    reason: "deprecated names of rtnl_link_get_type and rtnl_link_set_type, or of nothing",
    names: [/^rtnl_link_[gs]et_info_type$/, /^rtnl_link_[gs]et_weight$/],
  },
  {
    reason: "the family of the message, which is AF_UNSPEC for a link",
    names: [/^rtnl_link_[gs]et_family$/],
  },
  {
    reason: "only for programs that make up links: the kernel decides it",
    names: ["rtnl_link_set_arptype", "rtnl_link_set_stat"],
  },
  {
    reason: "never reported by the kernel",
    names: ["rtnl_link_get_ns_fd", "rtnl_link_get_ns_pid"],
  },
  {
    reason: "marks the list that rtnl_link_vf_add marks by itself",
    names: ["rtnl_link_set_vf_list"],
  },
  {
    reason:
      "of messages of the bridge's own family; rows of their own read IFLA_INFO_SLAVE_DATA, and RTM_NEWVLAN, which " +
      "tell more and come with every list",
    names: [/^rtnl_link_bridge_[gs]et_/],
  },
  {
    reason: "newer than libnl 3.5, the oldest supported; rows of their own work with any libnl",
    names: [
      /^rtnl_link_(ip6_tnl|ipgre|ipip|ipvti|sit)_[gs]et_fwmark$/,
      /^rtnl_link_ip6gre_/,
      /^rtnl_link_ip6vti_/,
      /^rtnl_link_macsec_[gs]et_offload$/,
      /^rtnl_link_bond_[gs]et_/,
    ],
  },
  {
    reason:
      "libnl 3.5 has no accessors for the data phase, so rows of their own do both phases, member by member",
    names: [
      /^rtnl_link_can_[gs]et_(data_)?bittiming(_const)?$/,
      "rtnl_link_can_get_bt_const",
      /^rtnl_link_can_[gs]et_(bitrate|sample_point)$/,
    ],
  },
  {
    reason: "puts 16 bits as 32, of which the kernel complains",
    names: [/^rtnl_link_geneve_[gs]et_port$/, "rtnl_link_vxlan_set_port"],
  },
  {
    reason: "numbers the mappings, of which Linux 6.8 and newer take only those of one type",
    names: [/^rtnl_link_vlan_set_(in|e)gress_map$/],
  },
  {
    reason: "libnl puts both only together, and refuses one alone",
    names: [/^rtnl_link_macsec_[gs]et_(replay_protect|window)$/],
  },
  {
    reason: "libnl forgets to put it",
    names: ["rtnl_link_ipgre_set_oflags", "rtnl_link_inet6_set_token", "rtnl_link_inet6_set_flags"],
  },
  {
    reason: "shows no negative values and not those that are newer than itself",
    names: ["rtnl_link_inet_get_conf"],
  },
  {
    reason: "parts of the prefix, and the link of a cache",
    names: [/^rtnl_addr_[gs]et_(prefixlen|link)$/],
  },
  {
    reason: "one of two views of the same, of which a row has the other",
    names: [
      "rtnl_route_get_nexthops",
      "rtnl_route_get_src_len",
      "rtnl_rule_set_sport",
      "rtnl_rule_set_dport",
      "rtnl_mdb_entry_get_proto",
    ],
  },
  {
    reason:
      "rows of their own read and write every encapsulation, of which libnl 3.7 knows only this one",
    names: [/^rtnl_route_nh_get_encap_mpls_/],
  },
  {
    reason: "the kernel decides it",
    names: ["rtnl_route_set_flags"],
  },
  {
    reason: "searches a cache",
    names: ["rtnl_neigh_get_by_vlan", /^rtnl_netconf_get_(all|by_idx|default)$/],
  },
  {
    reason: "forgets what was set before it, and is never sent",
    names: ["rtnl_neigh_set_type"],
  },
  {
    reason:
      "libnl mixes the attributes up and reads times of 64 bits as 32; rows of their own put them",
    names: [/^rtnl_neightbl_set_/],
  },
];

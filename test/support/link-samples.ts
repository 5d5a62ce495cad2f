// One sample or more of each kind of link: its data as the package takes it, as iproute2 takes it, and as it prints it.
import type { LinkInput } from "../../lib/index.js";
import { moreExempt, moreSamples } from "./link-samples-more.js";

/** The lower link that samples stand on; tests make it, or give another name instead. */
export const LOWER = "lower";

export interface Sample {
  kind: string;
  /** Tells the samples of a kind apart. */
  name: string;
  data?: Record<string, unknown>;
  /** What follows `type KIND` on the command line of `ip link add`. */
  ip: string[];
  /** `info_data` of `ip -j -d link`. */
  json?: Record<string, unknown>;
  /** What iproute2 prints only without `-j`. */
  text?: string;
  /** Stands on the lower link. */
  over?: boolean;
  /** Properties of the data that are reported in no way. */
  written?: string[];
  /** Properties that iproute2 6.1 does not know: they are only written and read again. */
  newer?: string[];
  /** The kernel refuses it for a link that has no ports; only its encoding can be tested. */
  needsPorts?: boolean;
}

/** Writable properties without a sample, and why. */
export const exempt: Record<string, string> = {
  ...moreExempt,
  "bridge.fdbFlush": "does something and is not kept; has a test of its own",
};

const macAddresses = ["02:00:00:00:00:0a", "02:00:00:00:00:0b"];

const macvlans = (kind: string): Sample[] => [
  {
    kind,
    name: "passthru",
    over: true,
    data: { mode: "passthru", flags: ["nopromisc"] },
    ip: ["mode", "passthru", "nopromisc"],
    json: { mode: "passthru" },
  },
  {
    kind,
    name: "bridge",
    over: true,
    data: { mode: "bridge", broadcastQueueLength: 2000, broadcastCutoff: 3 },
    ip: ["mode", "bridge", "bcqueuelen", "2000"],
    json: { mode: "bridge", bcqueuelen: 2000, usedbcqueuelen: 2000 },
    newer: ["broadcastCutoff"],
  },
];

export const samples: Sample[] = [
  ...moreSamples,
  { kind: "dummy", name: "plain", ip: [] },
  { kind: "ifb", name: "plain", ip: [] },
  {
    kind: "veth",
    name: "with its peer",
    data: { peer: { name: "peer", mtu: 1400, address: "02:00:00:00:00:09" } },
    ip: ["peer", "name", "peer", "mtu", "1400", "address", "02:00:00:00:00:09"],
    written: ["peer"],
  },
  {
    kind: "bridge",
    name: "plain",
    data: {
      forwardDelay: 1400,
      helloTime: 300,
      maxAge: 1500,
      ageingTime: 20000,
      stpState: "kernel",
      priority: 100,
      groupForwardMask: 8,
      groupAddress: "01:80:c2:00:00:04",
      multicastRouter: "permanent",
      multicastSnooping: false,
      multicastQueryUseIfaddr: true,
      multicastQuerier: true,
      multicastHashMax: 512,
      multicastLastMemberCount: 3,
      multicastStartupQueryCount: 4,
      multicastLastMemberInterval: 200,
      multicastMembershipInterval: 27000,
      multicastQuerierInterval: 26500,
      multicastQueryInterval: 13000,
      multicastQueryResponseInterval: 1100,
      multicastStartupQueryInterval: 4000,
      multicastStatsEnabled: true,
      multicastIgmpVersion: 3,
      multicastMldVersion: 2,
      nfCallIptables: true,
      nfCallIp6tables: true,
      nfCallArptables: true,
      noLinkLocalLearn: true,
      fdbMaxLearned: 1000,
    },
    ip: [
      ...["forward_delay", "1400", "hello_time", "300", "max_age", "1500", "ageing_time", "20000"],
      ...["stp_state", "1", "priority", "100", "group_fwd_mask", "8"],
      ...["group_address", "01:80:c2:00:00:04", "mcast_router", "2", "mcast_snooping", "0"],
      ...["mcast_query_use_ifaddr", "1", "mcast_querier", "1", "mcast_hash_max", "512"],
      ...["mcast_last_member_count", "3", "mcast_startup_query_count", "4"],
      ...["mcast_last_member_interval", "200", "mcast_membership_interval", "27000"],
      ...["mcast_querier_interval", "26500", "mcast_query_interval", "13000"],
      ...["mcast_query_response_interval", "1100", "mcast_startup_query_interval", "4000"],
      ...["mcast_stats_enabled", "1", "mcast_igmp_version", "3", "mcast_mld_version", "2"],
      ...["nf_call_iptables", "1", "nf_call_ip6tables", "1", "nf_call_arptables", "1"],
      ...["no_linklocal_learn", "1"],
    ],
    json: {
      forward_delay: 1400,
      hello_time: 300,
      max_age: 1500,
      ageing_time: 20000,
      stp_state: 1,
      priority: 100,
      group_fwd_mask: "0x8",
      group_addr: "01:80:c2:00:00:04",
      mcast_router: 2,
      mcast_snooping: 0,
      mcast_query_use_ifaddr: 1,
      mcast_querier: 1,
      mcast_hash_max: 512,
      mcast_last_member_cnt: 3,
      mcast_startup_query_cnt: 4,
      mcast_last_member_intvl: 200,
      mcast_membership_intvl: 27000,
      mcast_querier_intvl: 26500,
      mcast_query_intvl: 13000,
      mcast_query_response_intvl: 1100,
      mcast_startup_query_intvl: 4000,
      mcast_stats_enabled: 1,
      mcast_igmp_version: 3,
      mcast_mld_version: 2,
      nf_call_iptables: 1,
      nf_call_ip6tables: 1,
      nf_call_arptables: 1,
      no_linklocal_learn: 1,
    },
    newer: ["fdbMaxLearned"],
  },
  {
    kind: "bridge",
    name: "with VLANs",
    data: {
      vlanFiltering: true,
      vlanProtocol: "802.1ad",
      vlanDefaultPvid: 9,
      vlanStatsEnabled: true,
      vlanStatsPerPort: true,
      noLinkLocalLearn: true,
      multicastVlanSnooping: true,
    },
    ip: [
      ...["vlan_filtering", "1", "vlan_protocol", "802.1ad", "vlan_default_pvid", "9"],
      ...["vlan_stats_enabled", "1", "vlan_stats_per_port", "1"],
      ...["no_linklocal_learn", "1", "mcast_vlan_snooping", "1"],
    ],
    json: {
      vlan_filtering: 1,
      vlan_protocol: "802.1ad",
      vlan_default_pvid: 9,
      vlan_stats_enabled: 1,
      vlan_stats_per_port: 1,
      no_linklocal_learn: 1,
      mcast_vlan_snooping: 1,
    },
  },
  {
    kind: "vxlan",
    name: "to an IPv4 group",
    data: {
      id: 5,
      group: "239.1.1.1",
      local: "10.0.0.1",
      link: LOWER,
      ttl: 9,
      tos: 16,
      learning: false,
      ageing: 77,
      limit: 88,
      portRange: { low: 1000, high: 2000 },
      proxy: true,
      rsc: true,
      l2miss: true,
      l3miss: true,
      port: 4790,
      udpChecksum: false,
      udpZeroChecksum6Tx: true,
      udpZeroChecksum6Rx: true,
      remoteChecksumTx: true,
      remoteChecksumRx: true,
      flags: ["gbp"],
      df: "set",
    },
    ip: [
      ...["id", "5", "group", "239.1.1.1", "local", "10.0.0.1", "dev", LOWER, "ttl", "9"],
      ...[
        "tos",
        "0x10",
        "nolearning",
        "ageing",
        "77",
        "maxaddress",
        "88",
        "srcport",
        "1000",
        "2000",
      ],
      ...["proxy", "rsc", "l2miss", "l3miss", "dstport", "4790", "noudpcsum"],
      ...["udp6zerocsumtx", "udp6zerocsumrx", "remcsumtx", "remcsumrx", "gbp", "df", "set"],
    ],
    json: {
      id: 5,
      group: "239.1.1.1",
      local: "10.0.0.1",
      link: LOWER,
      ttl: 9,
      tos: "0x10",
      learning: false,
      ageing: 77,
      limit: 88,
      port_range: { low: 1000, high: 2000 },
      proxy: true,
      rsc: true,
      l2miss: true,
      l3miss: true,
      port: 4790,
      udp_csum: false,
      udp_zero_csum6_tx: true,
      udp_zero_csum6_rx: true,
      remcsum_tx: true,
      remcsum_rx: true,
      gbp: true,
      df: "set",
    },
  },
  {
    kind: "vxlan",
    name: "to an IPv6 remote",
    data: {
      id: 6,
      group: "2001:db8::2",
      local: "2001:db8::1",
      label: 0x12345,
      learning: true,
      port: 4791,
    },
    ip: [
      "id",
      "6",
      "remote",
      "2001:db8::2",
      "local",
      "2001:db8::1",
      "flowlabel",
      "0x12345",
      "dstport",
      "4791",
    ],
    json: { id: 6, remote6: "2001:db8::2", local6: "2001:db8::1", label: "0x12345", port: 4791 },
  },
  {
    kind: "vxlan",
    name: "with metadata and a filter of VNIs",
    data: { collectMetadata: true, vniFilter: true, learning: false, port: 4792 },
    ip: ["external", "vnifilter", "dstport", "4792"],
    json: { external: true, vnifilter: true, port: 4792 },
  },
  {
    kind: "vxlan",
    name: "GPE",
    data: { collectMetadata: true, flags: ["gpe"], learning: false, port: 4793 },
    ip: ["external", "gpe", "nolearning", "dstport", "4793"],
    json: { external: true, gpe: true, learning: false, port: 4793 },
  },
  {
    kind: "vxlan",
    name: "that inherits the time to live",
    data: { id: 7, ttlInherit: true, learning: true, port: 4794 },
    ip: ["id", "7", "ttl", "inherit", "dstport", "4794"],
    json: { id: 7, port: 4794 },
    text: "ttl inherit",
  },
  {
    kind: "vxlan",
    name: "that does not",
    data: { id: 8, ttl: 3, ttlInherit: false, learning: true, port: 4795 },
    ip: ["id", "8", "ttl", "3", "dstport", "4795"],
    json: { id: 8, ttl: 3, port: 4795 },
  },
  {
    kind: "vxlan",
    name: "of newer kernels",
    data: {
      id: 9,
      group: "2001:db8::2",
      learning: true,
      port: 4796,
      flags: ["remcsum_nopartial"],
      localBypass: false,
      labelPolicy: "inherit",
    },
    ip: ["id", "9", "remote", "2001:db8::2", "dstport", "4796"],
    json: { id: 9, remote6: "2001:db8::2", port: 4796 },
    newer: ["flags", "localBypass", "labelPolicy"],
  },
  ...macvlans("macvlan"),
  {
    kind: "macvlan",
    name: "source",
    over: true,
    data: { mode: "source", flags: ["nodst"], macMode: "set", macAddresses },
    ip: ["mode", "source", "nodst", "macaddr", "set", ...macAddresses],
    json: { mode: "source", macaddr_count: 2 },
    written: ["macMode"],
  },
  ...macvlans("macvtap"),
  {
    kind: "vlan",
    name: "of 802.1Q",
    over: true,
    data: { id: 5, protocol: "802.1Q" },
    ip: ["id", "5", "protocol", "802.1Q"],
    json: { id: 5, protocol: "802.1Q" },
  },
  {
    kind: "vlan",
    name: "with flags switched one by one",
    over: true,
    data: {
      id: 7,
      reorderHeader: false,
      gvrp: true,
      looseBinding: true,
      mvrp: true,
      bridgeBinding: false,
    },
    ip: [
      ...["id", "7", "reorder_hdr", "off", "gvrp", "on", "loose_binding", "on"],
      ...["mvrp", "on", "bridge_binding", "off"],
    ],
    json: { id: 7, flags: ["GVRP", "LOOSE_BINDING", "MVRP"] },
  },
  {
    kind: "vlan",
    name: "of 802.1ad",
    over: true,
    data: {
      id: 6,
      protocol: "802.1ad",
      flags: ["gvrp", "loose_binding", "mvrp"],
      ingressMap: [
        { from: 1, to: 2 },
        { from: 3, to: 4 },
      ],
      egressMap: [{ from: 5, to: 6 }],
    },
    ip: [
      ...["id", "6", "protocol", "802.1ad", "gvrp", "on", "loose_binding", "on", "mvrp", "on"],
      ...["ingress-qos-map", "1:2", "3:4", "egress-qos-map", "5:6"],
    ],
    json: {
      id: 6,
      protocol: "802.1ad",
      flags: ["REORDER_HDR", "GVRP", "LOOSE_BINDING", "MVRP"],
      ingress_qos: [
        { from: 1, to: 2 },
        { from: 3, to: 4 },
      ],
      egress_qos: [{ from: 5, to: 6 }],
    },
  },
  {
    kind: "bond",
    name: "of 802.3ad",
    data: {
      mode: "802.3ad",
      miimon: 100,
      upDelay: 200,
      downDelay: 300,
      peerNotifyDelay: 400,
      useCarrier: true,
      transmitHashPolicy: "layer3+4",
      resendIgmp: 5,
      numPeerNotify: 6,
      allSlavesActive: true,
      minLinks: 2,
      lpInterval: 7,
      adLacpRate: "fast",
      adLacpActive: false,
      adSelect: "bandwidth",
      adActorSystemPriority: 9,
      adUserPortKey: 10,
      adActorSystem: "02:00:00:00:00:0c",
      coupledControl: false,
    },
    ip: [
      ...["mode", "802.3ad", "miimon", "100", "updelay", "200", "downdelay", "300"],
      ...["peer_notify_delay", "400", "use_carrier", "1", "xmit_hash_policy", "layer3+4"],
      ...["resend_igmp", "5", "num_grat_arp", "6", "all_slaves_active", "1", "min_links", "2"],
      ...["lp_interval", "7", "lacp_rate", "fast", "lacp_active", "off", "ad_select", "bandwidth"],
      ...["ad_actor_sys_prio", "9", "ad_user_port_key", "10"],
      ...["ad_actor_system", "02:00:00:00:00:0c"],
    ],
    json: {
      mode: "802.3ad",
      miimon: 100,
      updelay: 200,
      downdelay: 300,
      peer_notify_delay: 400,
      use_carrier: 1,
      xmit_hash_policy: "layer3+4",
      resend_igmp: 5,
      num_peer_notif: 6,
      all_slaves_active: 1,
      min_links: 2,
      lp_interval: 7,
      ad_lacp_rate: "fast",
      ad_lacp_active: "off",
      ad_select: "bandwidth",
      ad_actor_sys_prio: 9,
      ad_user_port_key: 10,
      ad_actor_system: "02:00:00:00:00:0c",
    },
    newer: ["coupledControl"],
  },
  {
    kind: "bond",
    name: "with ARP monitoring",
    data: {
      mode: "active-backup",
      arpInterval: 100,
      arpIpTargets: ["10.0.0.1", "10.0.0.2"],
      nsIp6Targets: ["2001:db8::1"],
      arpValidate: "active",
      arpAllTargets: "all",
      primaryReselect: "better",
      failOverMac: "active",
      missedMax: 4,
    },
    ip: [
      ...["mode", "active-backup", "arp_interval", "100", "arp_ip_target", "10.0.0.1,10.0.0.2"],
      ...["ns_ip6_target", "2001:db8::1", "arp_validate", "active", "arp_all_targets", "all"],
      ...["primary_reselect", "better", "fail_over_mac", "active", "arp_missed_max", "4"],
    ],
    json: {
      mode: "active-backup",
      arp_interval: 100,
      arp_ip_target: ["10.0.0.1", "10.0.0.2"],
      ns_ip6_target: ["2001:db8::1"],
      arp_validate: "active",
      arp_all_targets: "all",
      primary_reselect: "better",
      fail_over_mac: "active",
      arp_missed_max: 4,
    },
  },
  {
    kind: "bond",
    name: "of balance-rr",
    data: { mode: "balance-rr", packetsPerSlave: 5 },
    ip: ["mode", "balance-rr", "packets_per_slave", "5"],
    json: { mode: "balance-rr", packets_per_slave: 5 },
  },
  {
    kind: "bond",
    name: "of balance-tlb",
    data: { mode: "balance-tlb", tlbDynamicLb: false },
    ip: ["mode", "balance-tlb", "tlb_dynamic_lb", "0"],
    json: { mode: "balance-tlb", tlb_dynamic_lb: 0 },
  },
  {
    kind: "bond",
    name: "with a port preferred",
    data: { mode: "active-backup", primary: LOWER, activeSlave: LOWER },
    ip: ["mode", "active-backup", "primary", LOWER, "active_slave", LOWER],
    needsPorts: true,
  },
  { kind: "vrf", name: "plain", data: { tableId: 10 }, ip: ["table", "10"], json: { table: 10 } },
];

/** A port's properties, as those of a link. */
export interface PortSample {
  kind: string;
  port: Record<string, unknown>;
  /** What follows `type KIND_slave` on the command line of `ip link set`. */
  ip: string[];
  /** `info_slave_data` of `ip -j -d link`. */
  json: Record<string, unknown>;
}

export const portSamples: PortSample[] = [
  {
    kind: "bridge",
    port: {
      priority: 20,
      cost: 123,
      hairpin: true,
      guard: true,
      rootBlock: true,
      fastLeave: true,
      learning: false,
      unicastFlood: false,
      multicastFlood: false,
      broadcastFlood: false,
      multicastToUnicast: true,
      proxyArp: true,
      proxyArpWifi: true,
      multicastRouter: "permanent",
      groupForwardMask: 8,
      neighbourSuppress: true,
      isolated: true,
      backupPort: LOWER,
      locked: true,
    },
    ip: [
      ...["priority", "20", "cost", "123", "hairpin", "on", "guard", "on", "root_block", "on"],
      ...["fastleave", "on", "learning", "off", "flood", "off", "mcast_flood", "off"],
      ...["bcast_flood", "off", "mcast_to_unicast", "on", "proxy_arp", "on"],
      ...["proxy_arp_wifi", "on", "mcast_router", "2", "group_fwd_mask", "8"],
      ...["neigh_suppress", "on", "isolated", "on", "backup_port", LOWER, "locked", "on"],
    ],
    json: {
      priority: 20,
      cost: 123,
      hairpin: true,
      guard: true,
      root_block: true,
      fastleave: true,
      learning: false,
      flood: false,
      mcast_flood: false,
      bcast_flood: false,
      mcast_to_unicast: true,
      proxy_arp: true,
      proxy_arp_wifi: true,
      multicast_router: 2,
      group_fwd_mask: "0x8",
      neigh_suppress: true,
      isolated: true,
      backup_port: LOWER,
      locked: true,
    },
  },
  {
    kind: "bond",
    port: { queueId: 3 },
    ip: ["queue_id", "3"],
    json: { queue_id: 3 },
  },
];

/** What the sample's link is added with. */
export function inputOf(
  { kind, data, over, newer = [] }: Sample,
  options: { name: string; lower?: string; newer?: boolean },
): LinkInput {
  const { name, lower = LOWER } = options;
  const entries = Object.entries(data ?? {})
    .filter(([property]) => options.newer !== false || !newer.includes(property))
    .map(([property, value]) => [property, value === LOWER ? lower : value] as const);
  return {
    name,
    kind,
    ...(over ? { link: lower } : {}),
    ...(data ? { data: Object.fromEntries(entries) } : {}),
  } as LinkInput;
}

/** The arguments of `ip` that add it. */
export function ipArguments({ kind, ip, over }: Sample, name: string, lower = LOWER): string[] {
  const rest = ip.map((word) => (word === LOWER ? lower : word));
  return ["link", "add", ...(over ? ["link", lower] : []), "name", name, "type", kind, ...rest];
}

// Reads all links as a C program on libnl would at its fastest: nl_recvmsgs, each message parsed, nothing kept. Does so
// once for every line it reads, and answers with the milliseconds that took.
#include <netlink/cache.h>
#include <netlink/netlink.h>
#include <netlink/route/link.h>
#include <stdio.h>
#include <time.h>

// Of one datagram: the kernel fills 32 KiB at most.
enum { kDatagram = 64 * 1024 };

static int links;

static void parsed(struct nl_object *object, void *unused) {
  (void)unused;
  if (rtnl_link_get_name((struct rtnl_link *)object)) links++;
}

static int received(struct nl_msg *message, void *unused) {
  return nl_msg_parse(message, parsed, unused) < 0 ? NL_STOP : NL_OK;
}

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

int main(void) {
  struct nl_sock *socket = nl_socket_alloc();
  if (!socket || nl_connect(socket, NETLINK_ROUTE) < 0) return 1;
  nl_socket_set_msg_buf_size(socket, kDatagram);
  nl_socket_disable_msg_peek(socket);
  nl_socket_modify_cb(socket, NL_CB_VALID, NL_CB_CUSTOM, received, NULL);
  while (getchar() == '\n') {
    const double start = milliseconds();
    links = 0;
    struct ifinfomsg request = {.ifi_family = AF_UNSPEC};
    if (nl_send_simple(socket, RTM_GETLINK, NLM_F_DUMP, &request, sizeof request) < 0) return 1;
    if (nl_recvmsgs_default(socket) < 0 || links == 0) return 1;
    printf("%f\n", milliseconds() - start);
    fflush(stdout);
  }
  nl_socket_free(socket);
  return 0;
}

/**
 * The links of this machine: which interfaces there are, which of them take part and why not, which addresses are on
 * them, and the sockets that reach the multicast group of each. One link is one interface and one address family. All
 * but {@link dev.godwit.network.lan.link.InterfaceScan} and {@link dev.godwit.network.lan.link.LinkSockets} is pure;
 * those two run on one thread and never block.
 */
@NullMarked
package dev.godwit.network.lan.link;

import org.jspecify.annotations.NullMarked;

package dev.godwit.wire.ticket;

import dev.godwit.wire.fault.FaultException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The address part of a ticket: groups of addresses that share a kind and a port, since a listener has one port for all.
 * A group of an unknown kind with the top bit set carries its length and is skipped. PROTOCOL.md §3.1.
 */
final class RouteGroups {
    private static final int KIND_TCP_IPV4 = 1;
    private static final int KIND_TCP_IPV6 = 2;
    private static final int KIND_SKIPPABLE = 8;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int GROUP_MAX = 15;

    private RouteGroups() {}

    private record Group(int kind, int port) {}

    static byte[] write(List<InetSocketAddress> addresses) {
        Map<Group, List<byte[]>> groups = new LinkedHashMap<>();
        for (InetSocketAddress address : addresses) {
            InetAddress ip = address.getAddress();
            int kind = ip instanceof Inet4Address ? KIND_TCP_IPV4 : KIND_TCP_IPV6;
            groups.computeIfAbsent(new Group(kind, address.getPort()), g -> new ArrayList<>())
                    .add(ip.getAddress());
        }
        ByteBuffer out = ByteBuffer.allocate(Ticket.ADDRESSES_MAX * (1 + Short.BYTES + IPV6_BYTES));
        groups.forEach((group, members) -> writeGroup(out, group, members));
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }

    private static void writeGroup(ByteBuffer out, Group group, List<byte[]> members) {
        for (int from = 0; from < members.size(); from += GROUP_MAX) {
            List<byte[]> part = members.subList(from, Math.min(members.size(), from + GROUP_MAX));
            out.put((byte) (group.kind << 4 | part.size())).putShort((short) group.port);
            part.forEach(out::put);
        }
    }

    static List<InetSocketAddress> read(ByteBuffer in) throws FaultException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        while (in.hasRemaining()) {
            int head = in.get() & 0xFF;
            int kind = head >>> 4;
            if (kind == KIND_TCP_IPV4 || kind == KIND_TCP_IPV6) {
                readGroup(in, kind == KIND_TCP_IPV4 ? IPV4_BYTES : IPV6_BYTES, head & 0xF, addresses);
            } else if (kind >= KIND_SKIPPABLE && in.hasRemaining()) {
                skip(in, in.get() & 0xFF);
            } else {
                throw Ticket.invalid("it was made by a newer Godwit: update this one");
            }
        }
        return addresses;
    }

    private static void readGroup(ByteBuffer in, int addressBytes, int count, List<InetSocketAddress> addresses)
            throws FaultException {
        if (in.remaining() < Short.BYTES + count * addressBytes || addresses.size() + count > Ticket.ADDRESSES_MAX) {
            throw Ticket.invalid("its addresses are damaged");
        }
        int port = in.getShort() & 0xFFFF;
        for (int i = 0; i < count; i++) {
            byte[] ip = new byte[addressBytes];
            in.get(ip);
            addresses.add(new InetSocketAddress(address(ip), port));
        }
    }

    private static void skip(ByteBuffer in, int length) throws FaultException {
        if (in.remaining() < length) {
            throw Ticket.invalid("its addresses are damaged");
        }
        in.position(in.position() + length);
    }

    private static InetAddress address(byte[] ip) {
        try {
            return InetAddress.getByAddress(ip);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are always an address", e);
        }
    }
}

package dev.godwit.dht.node;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/** With which addresses a network speaks, and what tells two of its nodes apart. */
public enum AddressRules {
    /**
     * The public network: globally reachable unicast addresses only, and one node per address, since addresses are what an
     * attacker must pay for.
     */
    PUBLIC {
        @Override
        public boolean accepts(InetSocketAddress address) {
            return address.getPort() != 0 && isGlobal(address.getAddress());
        }

        @Override
        public boolean oneNodePerAddress() {
            return true;
        }

        @Override
        public Object origin(InetSocketAddress address) {
            return Family.of(address) == Family.IPV4 ? address.getAddress() : Subnet.ofOperator(address.getAddress());
        }
    },

    /** A closed network, perhaps on one machine: any unicast address, and nodes are told apart by port too. */
    PRIVATE {
        @Override
        public boolean accepts(InetSocketAddress address) {
            InetAddress host = address.getAddress();
            return address.getPort() != 0 && !host.isAnyLocalAddress() && !host.isMulticastAddress();
        }

        @Override
        public boolean oneNodePerAddress() {
            return false;
        }

        @Override
        public Object origin(InetSocketAddress address) {
            return address;
        }
    };

    /** Special-purpose blocks of IPv4, RFC 6890, each as its prefix and its length in bits. */
    private static final List<Block> IPV4_SPECIAL = List.of(
            Block.of(8, 0),
            Block.of(8, 10),
            Block.of(10, 100, 64),
            Block.of(8, 127),
            Block.of(16, 169, 254),
            Block.of(12, 172, 16),
            Block.of(24, 192, 0, 0),
            Block.of(24, 192, 0, 2),
            Block.of(16, 192, 168),
            Block.of(15, 198, 18),
            Block.of(24, 198, 51, 100),
            Block.of(24, 203, 0, 113),
            Block.of(4, 224),
            Block.of(4, 240));

    /** Global unicast of IPv6, RFC 4291 §2.4. */
    private static final Block IPV6_GLOBAL = Block.of(3, 0x20);

    /** Teredo, documentation (RFC 6890) and 6to4, whose IPv4 half nobody checks. */
    private static final List<Block> IPV6_SPECIAL =
            List.of(Block.of(32, 0x20, 0x01, 0, 0), Block.of(32, 0x20, 0x01, 0x0d, 0xb8), Block.of(16, 0x20, 0x02));

    /** Whether a datagram may come from or go to {@code address}. */
    public abstract boolean accepts(InetSocketAddress address);

    /** Whether routing tables and look-ups take one node per address, and one per /24 or /64 where they are close. */
    public abstract boolean oneNodePerAddress();

    /** What rate limits count by: whoever holds {@code address}, as far as the network tells. */
    public abstract Object origin(InetSocketAddress address);

    /** Whether BEP 42 exempts {@code address}: it means something on a local network only. */
    static boolean isLocal(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || (!(address instanceof Inet4Address) && (address.getAddress()[0] & 0xfe) == 0xfc);
    }

    private static boolean isGlobal(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return IPV4_SPECIAL.stream().noneMatch(block -> block.contains(bytes));
        }
        return IPV6_GLOBAL.contains(bytes) && IPV6_SPECIAL.stream().noneMatch(block -> block.contains(bytes));
    }

    /** A prefix as a list of unsigned bytes, so that the record compares by content. */
    private record Block(int lengthBits, List<Integer> prefix) {
        static Block of(int lengthBits, Integer... prefix) {
            return new Block(lengthBits, Arrays.asList(prefix));
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < lengthBits; bit += 8) {
                int mask = 0xff << (8 - Math.min(8, lengthBits - bit)) & 0xff;
                if (((address[bit / 8] ^ prefix.get(bit / 8)) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}

package dev.godwit.wire.link;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people write them. */
public final class Addresses {
    private static final Pattern PATTERN = Pattern.compile(
            "(?:(?<v4>(?:[0-9]{1,3}\\.){3}[0-9]{1,3})|\\[(?<v6>[0-9a-fA-F:.]{2,45})\\]):(?<port>[0-9]{1,5})");

    private Addresses() {}

    /** {@code host:port}, with IPv6 in brackets (RFC 3986 §3.2.2) and no name looked up. */
    public static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        if (ip == null) {
            return address.getHostString() + ":" + address.getPort();
        }
        if (!(ip instanceof Inet6Address)) {
            return ip.getHostAddress() + ":" + address.getPort();
        }
        String jdk = ip.getHostAddress();
        String scope = jdk.indexOf('%') < 0 ? "" : jdk.substring(jdk.indexOf('%'));
        return "[" + host(ip) + scope + "]:" + address.getPort();
    }

    /** An address alone, without a scope; IPv6 in its canonical form (RFC 5952 §4). */
    public static String host(InetAddress ip) {
        if (!(ip instanceof Inet6Address)) {
            return ip.getHostAddress();
        }
        List<String> groups = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(ip.getAddress());
        while (bytes.hasRemaining()) {
            groups.add(Integer.toHexString(Short.toUnsignedInt(bytes.getShort())));
        }
        int from = 0;
        int length = 0;
        for (int start = 0; start < groups.size(); start++) {
            int zeros = zerosFrom(groups, start);
            if (zeros > length) {
                from = start;
                length = zeros;
            }
        }
        return length < 2
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, from))
                        + "::"
                        + String.join(":", groups.subList(from + length, groups.size()));
    }

    private static int zerosFrom(List<String> groups, int start) {
        int end = start;
        while (end < groups.size() && groups.get(end).equals("0")) {
            end++;
        }
        return end - start;
    }

    /** What {@link #text} wrote of an address; empty for anything else, names among it: nothing is looked up. */
    public static Optional<InetSocketAddress> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            String host = matcher.group("v4") != null ? matcher.group("v4") : matcher.group("v6");
            return Optional.of(
                    new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(matcher.group("port"))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

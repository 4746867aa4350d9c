package dev.godwit.wire.link;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people write them. */
public final class Addresses {
    private static final Pattern PATTERN =
            Pattern.compile("(?:(?<v4>[0-9.]{7,15})|\\[(?<v6>[0-9a-fA-F:.]{2,45})\\]):(?<port>[0-9]{1,5})");

    private Addresses() {}

    /** {@code host:port}, with IPv6 in brackets (RFC 3986 §3.2.2) and no name looked up. */
    public static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        if (ip == null) {
            return address.getHostString() + ":" + address.getPort();
        }
        String host = ip instanceof Inet6Address ? "[" + ip.getHostAddress() + "]" : ip.getHostAddress();
        return host + ":" + address.getPort();
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

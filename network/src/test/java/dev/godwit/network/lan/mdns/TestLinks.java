package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.link.Family;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.link.OnLinkAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Links and addresses written as text. */
final class TestLinks {
    private TestLinks() {}

    static Link ipv4(String name, int index, String... addresses) {
        return link(name, index, Family.IPV4, addresses);
    }

    static Link link(String name, int index, Family family, String... addresses) {
        List<OnLinkAddress> parsed = new ArrayList<>();
        for (String address : addresses) {
            String[] parts = address.split("/", 2);
            parsed.add(new OnLinkAddress(ip(parts[0]), Integer.parseInt(parts[1])));
        }
        return new Link(name, index, family, parsed, name.equals("lo"), name.startsWith("docker") ? 1 : 0);
    }

    static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static InetSocketAddress at(String ip, int port) {
        return new InetSocketAddress(ip(ip), port);
    }
}

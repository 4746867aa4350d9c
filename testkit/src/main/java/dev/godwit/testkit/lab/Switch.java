package dev.godwit.testkit.lab;

import java.io.IOException;

/** An Ethernet switch: a bridge in a namespace of its own, where everything that passes can be heard. */
public final class Switch {
    static final String BRIDGE = "switch";

    private final Host host;
    private int ports;

    Switch(Host host) {
        this.host = host;
    }

    /** The namespace of the switch, to listen in. */
    public Host host() {
        return host;
    }

    /** A cable between an interface of a host, which this makes, and a port. */
    void plug(Host other, String interfaceName) throws IOException {
        ports++;
        String port = "port" + ports;
        other.ip("link", "add", interfaceName, "type", "veth", "peer", "name", port, "netns", host.namespace());
        host.ip("link", "set", port, "master", BRIDGE);
        host.ip("link", "set", port, "up");
    }
}

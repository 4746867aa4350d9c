package dev.godwit.testkit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Hosts and switches of one test. Each is a namespace of its own with a random name, so tests can run side by side and
 * none touches what is outside. A router is a {@link Host} with several interfaces and {@link Host#forward}.
 */
public final class LabNetwork implements AutoCloseable {
    private final String prefix =
            "godwit-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 24)) + "-";
    private final Deque<Host> hosts = new ArrayDeque<>();
    private int switches;

    /** Whether this process may make one. */
    public static boolean isPossible() {
        return System.getProperty("os.name").equals("Linux")
                && "root".equals(System.getProperty("user.name"))
                && Stream.of("/sbin/ip", "/usr/sbin/ip", "/bin/ip").anyMatch(ip -> Files.isExecutable(Path.of(ip)));
    }

    /** A host with nothing but loopback. */
    public Host host(String name) throws IOException {
        Host host = Host.create(prefix + name);
        hosts.push(host);
        return host;
    }

    /** An Ethernet switch with no ports yet. */
    public Switch newSwitch() throws IOException {
        switches++;
        Host host = host("switch" + switches);
        // It passes on what others say, and says nothing itself.
        host.sysctl("net.ipv6.conf.all.disable_ipv6", "1");
        host.sysctl("net.ipv6.conf.default.disable_ipv6", "1");
        host.ip("link", "add", Switch.BRIDGE, "type", "bridge", "mcast_snooping", "0");
        host.ip("link", "set", Switch.BRIDGE, "up");
        return new Switch(host);
    }

    /** Ends the processes and removes the hosts; what fails is told after all was tried. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        while (!hosts.isEmpty()) {
            try {
                hosts.pop().close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}

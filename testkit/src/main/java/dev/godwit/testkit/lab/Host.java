package dev.godwit.testkit.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A host of a {@link LabNetwork}: a network namespace with interfaces, addresses, routes and processes. IPv6 addresses
 * can be used at once (no duplicate address detection). Belongs to one thread.
 */
public final class Host implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final String namespace;
    private final List<Process> processes = new ArrayList<>();

    private Host(String namespace) {
        this.namespace = namespace;
    }

    static Host create(String namespace) throws IOException {
        run(List.of("ip", "netns", "add", namespace));
        Host host = new Host(namespace);
        try {
            host.ip("link", "set", "lo", "up");
            host.sysctl("net.ipv6.conf.all.accept_dad", "0");
            host.sysctl("net.ipv6.conf.default.accept_dad", "0");
        } catch (IOException e) {
            host.close();
            throw e;
        }
        return host;
    }

    /** The name of the namespace, unique on this machine. */
    public String namespace() {
        return namespace;
    }

    /**
     * Makes an interface with addresses such as {@code 10.1.0.2/24}, and plugs it into a switch. It has a link-local
     * IPv6 address too, unless {@link #withoutIpv6} was called before.
     */
    public Host plug(Switch into, String interfaceName, String... addresses) throws IOException {
        into.plug(this, interfaceName);
        Host configured = configure(interfaceName, addresses);
        awaitCarrier(interfaceName);
        return configured;
    }

    /** The system takes a moment to see that the cable is in. */
    private void awaitCarrier(String interfaceName) throws IOException {
        String wait = "until grep -q up /sys/class/net/" + interfaceName + "/operstate; do sleep 0.02; done";
        run(command("sh", "-c", wait));
    }

    /** Makes a bridge that nothing is plugged into, as a container engine does. */
    public Host bridge(String interfaceName, String... addresses) throws IOException {
        ip("link", "add", interfaceName, "type", "bridge");
        return configure(interfaceName, addresses);
    }

    private Host configure(String interfaceName, String... addresses) throws IOException {
        for (String address : addresses) {
            ip("address", "add", address, "dev", interfaceName);
        }
        ip("link", "set", interfaceName, "up");
        return this;
    }

    /** No IPv6 on interfaces that are made from now on. */
    public Host withoutIpv6() throws IOException {
        sysctl("net.ipv6.conf.default.disable_ipv6", "1");
        return this;
    }

    /** Adds a route, such as {@code 10.2.0.0/16} or {@code default}, through a neighbour. */
    public Host route(String destination, String gateway) throws IOException {
        ip("route", "add", destination, "via", gateway);
        return this;
    }

    /** Makes it a router. */
    public Host forward() throws IOException {
        sysctl("net.ipv4.ip_forward", "1");
        sysctl("net.ipv6.conf.all.forwarding", "1");
        return this;
    }

    /** Runs {@code ip} in here, for what has no method. */
    public void ip(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
        command.addAll(List.of(arguments));
        run(command);
    }

    /** Sets a parameter of the kernel, in here alone. */
    public void sysctl(String name, String value) throws IOException {
        run(command("sysctl", "-q", "-w", name + "=" + value));
    }

    /** A process in here, not yet started: what it prints is the caller's business. */
    public ProcessBuilder process(String... command) {
        return new ProcessBuilder(command(command));
    }

    /** Starts a process that ends with this host at the latest. */
    public Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private List<String> command(String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        whole.addAll(List.of(command));
        return whole;
    }

    @Override
    public void close() throws IOException {
        for (Process process : processes) {
            process.destroyForcibly();
        }
        for (Process process : processes) {
            await(process, "a process of " + namespace);
        }
        run(List.of("ip", "netns", "delete", namespace));
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        await(process, String.join(" ", command));
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    private static void await(Process process, String what) throws IOException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(what + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}

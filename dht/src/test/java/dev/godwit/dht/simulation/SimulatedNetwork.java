package dev.godwit.dht.simulation;

import dev.godwit.dht.engine.Command;
import dev.godwit.dht.engine.DhtEngine;
import dev.godwit.dht.engine.Output;
import dev.godwit.dht.krpc.KrpcException;
import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.MessageReader;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.rpc.Datagram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An internet in virtual time, the same again for the same random numbers. Each host has a distance from the middle of 5 to
 * 75 ms, so that round trips take 20 to 300 ms; each datagram is late by up to a tenth of that, or is lost.
 */
public final class SimulatedNetwork {
    private static final int DELAY_MILLIS_MIN = 5;
    private static final int DELAY_MILLIS_MAX = 75;

    private final SplittableRandom random;
    private final double loss;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
    private final Map<InetSocketAddress, Host> hosts = new HashMap<>();
    private final Set<Integer> usedBlocks = new HashSet<>();
    private Instant now;
    private long lastEvent;
    private long datagrams;
    private int longestDatagramBytes;

    private record Event(Instant at, long number, Runnable action) {}

    /** An empty network that loses this share of datagrams. */
    public SimulatedNetwork(SplittableRandom random, double loss, Instant start) {
        this.random = random;
        this.loss = loss;
        this.now = start;
    }

    /** The virtual time. */
    public Instant now() {
        return now;
    }

    /** How many datagrams were sent. */
    public long datagrams() {
        return datagrams;
    }

    /** The longest datagram that was sent. */
    public int longestDatagramBytes() {
        return longestDatagramBytes;
    }

    /** A public address in a /24 of its own. */
    public InetSocketAddress newAddress() {
        int block;
        do {
            block = random.nextInt(11, 99) << 16 | random.nextInt(1 << 16);
        } while (!usedBlocks.add(block));
        byte[] bytes = {(byte) (block >> 16), (byte) (block >> 8), (byte) block, (byte) random.nextInt(1, 255)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), random.nextInt(1_024, 65_536));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts a node on the network. */
    public Host join(InetSocketAddress address, DhtEngine engine) {
        Host host = new Host(address, engine, Duration.ofMillis(random.nextInt(DELAY_MILLIS_MIN, DELAY_MILLIS_MAX)));
        hosts.put(address, host);
        host.settle();
        return host;
    }

    /** Takes a node off the network, without a word to anybody. */
    public void leave(Host host) {
        hosts.remove(host.address);
    }

    /** Runs {@code action} at {@code at}. */
    public void at(Instant at, Runnable action) {
        lastEvent++;
        events.add(new Event(at, lastEvent, action));
    }

    /** Lets the time run until {@code end}. */
    public void runUntil(Instant end) {
        while (!events.isEmpty() && !events.element().at().isAfter(end)) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
        now = end;
    }

    /** A node and its place. */
    public final class Host {
        private final InetSocketAddress address;
        private final DhtEngine engine;
        private final Duration delay;
        private final Map<Long, Consumer<Output>> listeners = new HashMap<>();
        private Instant wakesAt = Instant.MAX;
        private @Nullable HostileNode hostile;
        private boolean ignoresItems;

        private Host(InetSocketAddress address, DhtEngine engine, Duration delay) {
            this.address = address;
            this.engine = engine;
            this.delay = delay;
        }

        public InetSocketAddress address() {
            return address;
        }

        public DhtEngine engine() {
            return engine;
        }

        /** Begins a command; {@code listener} is told what comes of it. */
        public void begin(Command command, Consumer<Output> listener) {
            long number = engine.begin(command, now);
            listeners.put(number, listener);
            settle();
        }

        /** From now on somebody else answers here. */
        void subvert(HostileNode node) {
            hostile = node;
        }

        /** From now on it is a node without BEP 44 that leaves those queries unanswered, as jech/dht does. */
        void ignoreItems() {
            ignoresItems = true;
        }

        private boolean isHere() {
            return hosts.get(address) == this;
        }

        private void receive(Datagram datagram) {
            if (hostile != null) {
                hostile.answer(datagram).ifPresent(this::send);
                return;
            }
            if (!ignoresItems || !isAboutItems(datagram)) {
                engine.receive(datagram, now);
                settle();
            }
        }

        private static boolean isAboutItems(Datagram datagram) {
            try {
                return MessageReader.read(datagram.content().bytes()) instanceof Message.Query query
                        && (query.request() instanceof Request.Get || query.request() instanceof Request.Put);
            } catch (KrpcException e) {
                return false;
            }
        }

        private void wake(Instant planned) {
            if (isHere() && hostile == null && wakesAt.equals(planned)) {
                wakesAt = Instant.MAX;
                engine.tick(now);
                settle();
            }
        }

        private void settle() {
            for (Output output : engine.outputs()) {
                switch (output) {
                    case Output.Send send -> send(send.datagram());
                    case Output.PeersFound found -> tell(found.task(), found);
                    case Output.ItemFound found -> tell(found.task(), found);
                    case Output.Finished finished -> tell(finished.task(), finished);
                }
            }
            Instant next = engine.nextWakeUp();
            if (next.isBefore(wakesAt)) {
                Instant planned = next.isBefore(now) ? now : next;
                wakesAt = planned;
                at(planned, () -> wake(planned));
            }
        }

        private void tell(long task, Output output) {
            Consumer<Output> listener = listeners.get(task);
            if (listener != null) {
                listener.accept(output);
            }
        }

        private void send(Datagram datagram) {
            datagrams++;
            longestDatagramBytes =
                    Math.max(longestDatagramBytes, datagram.content().length());
            Host target = hosts.get(datagram.peer());
            if (target == null || random.nextDouble() < loss) {
                return;
            }
            double millis = (delay.toMillis() + target.delay.toMillis()) * random.nextDouble(1, 1.1);
            at(now.plusNanos((long) (millis * 1e6)), () -> {
                if (target.isHere()) {
                    target.receive(new Datagram(address, datagram.content()));
                }
            });
        }
    }
}

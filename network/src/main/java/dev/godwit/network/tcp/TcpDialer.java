package dev.godwit.network.tcp;

import dev.godwit.network.tls.TlsEngines;
import dev.godwit.network.tls.TlsStream;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.fault.RetryRule;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Addresses;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Dialer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Connects over TCP: tries the addresses one after the other, a new one whenever the last failed or took longer than a
 * quarter of a second (RFC 8305 §5), and takes the first that proves to be the peer. Safe on every thread.
 */
public final class TcpDialer implements Dialer {
    private static final Duration STAGGER = Duration.ofMillis(250);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final TlsEngines engines;
    private final Cancellation cancellation;

    /** Connects with engines of the client's role, until cancelled. */
    public TcpDialer(TlsEngines engines, Cancellation cancellation) {
        this.engines = engines;
        this.cancellation = cancellation;
    }

    private record Outcome(
            @Nullable TlsStream stream, @Nullable Fault fault) {}

    /** One race: attempts report here, and those that come too late close what they have. */
    private static final class Race {
        final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        final AtomicBoolean over = new AtomicBoolean();
    }

    @Override
    public ByteStream dial(PeerId peer, List<InetSocketAddress> addresses) throws IOException {
        if (addresses.isEmpty()) {
            throw Fault.of(FaultCode.NO_ROUTE, "any address: the ticket names none")
                    .exception();
        }
        Race race = new Race();
        try (Cancellation.Registration _ =
                cancellation.onCancel(() -> race.outcomes.add(new Outcome(null, Fault.of(FaultCode.CANCELLED))))) {
            return run(race, peer, addresses);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.of(FaultCode.CANCELLED).exception();
        } finally {
            race.over.set(true);
            race.outcomes.forEach(TcpDialer::closeLoser);
        }
    }

    private TlsStream run(Race race, PeerId peer, List<InetSocketAddress> addresses)
            throws FaultException, InterruptedException {
        List<Fault> faults = new ArrayList<>();
        int started = 0;
        while (faults.size() < addresses.size()) {
            if (started < addresses.size()) {
                start(race, peer, addresses.get(started));
                started++;
            }
            long patienceMillis = started < addresses.size() ? STAGGER.toMillis() : Long.MAX_VALUE;
            Outcome outcome = race.outcomes.poll(patienceMillis, TimeUnit.MILLISECONDS);
            if (outcome == null) {
                continue;
            }
            if (outcome.stream != null) {
                return outcome.stream;
            }
            if (outcome.fault != null) {
                if (outcome.fault.code() == FaultCode.CANCELLED) {
                    throw outcome.fault.exception();
                }
                faults.add(outcome.fault);
            }
        }
        throw worst(faults, addresses).exception();
    }

    private void start(Race race, PeerId peer, InetSocketAddress address) {
        Thread.ofVirtual().name("dial").start(() -> {
            Outcome outcome;
            try {
                outcome = new Outcome(connect(peer, address), null);
            } catch (FaultException e) {
                outcome = new Outcome(null, e.fault());
            } catch (IOException e) {
                outcome = new Outcome(null, Fault.of(FaultCode.NO_ROUTE, Addresses.text(address)));
            } catch (RuntimeException e) {
                outcome = new Outcome(null, Fault.of(FaultCode.UNEXPECTED, e.toString()));
            }
            race.outcomes.add(outcome);
            if (race.over.get() && race.outcomes.remove(outcome)) {
                closeLoser(outcome);
            }
        });
    }

    private static void closeLoser(Outcome outcome) {
        if (outcome.stream != null) {
            outcome.stream.close();
        }
    }

    private TlsStream connect(PeerId peer, InetSocketAddress address) throws IOException {
        InetSocketAddress resolved =
                address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
        if (resolved.isUnresolved()) {
            throw Fault.of(FaultCode.NO_ROUTE, Addresses.text(address) + " (no such host)")
                    .exception();
        }
        SocketChannel socket = SocketChannel.open();
        try (Cancellation.Registration _ = cancellation.onCancel(() -> closeQuietly(socket))) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.socket().connect(resolved, (int) CONNECT_LIMIT.toMillis());
        } catch (IOException e) {
            closeQuietly(socket);
            throw e;
        }
        TlsStream stream = TlsStream.open(socket, engines);
        if (!stream.peer().equals(peer)) {
            stream.close();
            throw Fault.of(FaultCode.IDENTITY_MISMATCH, Addresses.text(address)).exception();
        }
        return stream;
    }

    /** The fault that says most: one that no retry mends, else that nobody answers anywhere. */
    private static Fault worst(List<Fault> faults, List<InetSocketAddress> addresses) {
        for (Fault fault : faults) {
            if (fault.code().retryRule() == RetryRule.NEVER) {
                return fault;
            }
        }
        if (faults.stream().allMatch(fault -> fault.code() == FaultCode.NO_ROUTE)) {
            String all = addresses.stream().map(Addresses::text).collect(Collectors.joining(", "));
            return faults.size() == 1 ? faults.getFirst() : Fault.of(FaultCode.NO_ROUTE, all);
        }
        return faults.stream()
                .filter(fault -> fault.code() != FaultCode.NO_ROUTE)
                .findFirst()
                .orElseThrow();
    }

    private static void closeQuietly(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }
}

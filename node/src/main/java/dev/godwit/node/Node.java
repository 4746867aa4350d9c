package dev.godwit.node;

import dev.godwit.network.tcp.TcpDialer;
import dev.godwit.network.tls.TlsCredentials;
import dev.godwit.network.tls.TlsEngines;
import dev.godwit.node.finding.Discovery;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.IdentityStore;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.link.Cancellation;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One peer: the façade of everything Godwit does. Calls block on the caller's thread; events arrive on engine threads,
 * one at a time for each call.
 */
public final class Node implements AutoCloseable {
    private final Home home;
    private final IdentityStore identity;
    private final Cancellation cancellation = new Cancellation();

    private Node(Home home, IdentityStore identity) {
        this.home = home;
        this.identity = identity;
    }

    /**
     * Opens the peer that lives in {@code home}, and makes its identity on first use.
     *
     * @throws FaultException when the home can't be used
     */
    public static Node open(Home home) throws FaultException {
        return new Node(home, IdentityStore.open(home));
    }

    /** This peer's id in text form. */
    public String id() {
        return identity.peerId().toString();
    }

    /**
     * Offers the source until the allowed downloads are complete.
     *
     * @param sameWords whether the user of a receiver that has the code sees these words; asked if the request says so
     * @throws FaultException expired with nobody at it, source changed or unreadable, cancelled
     */
    public void send(SendRequest request, Predicate<TransferEvent.Comparing> sameWords, Consumer<TransferEvent> events)
            throws FaultException {
        TlsEngines engines = TlsEngines.forServer(this::credentials);
        try (OrderlyEvents orderly = new OrderlyEvents(events);
                Discovery discovery = Discovery.open(home, request.finding(), request.bind())) {
            Sending.Surroundings around = new Sending.Surroundings(cancellation, sameWords, orderly);
            new Sending(home, identity, engines, discovery, around).run(request);
        }
    }

    /**
     * Fetches what the code or ticket names.
     *
     * @throws FaultException whatever a person must act on
     */
    public void receive(ReceiveRequest request, Decisions decisions, Consumer<TransferEvent> events)
            throws FaultException {
        TcpDialer dialer = new TcpDialer(TlsEngines.forClient(this::credentials), cancellation);
        try (OrderlyEvents orderly = new OrderlyEvents(events);
                Discovery discovery = Discovery.open(home, request.finding(), Optional.empty())) {
            new Receiving(home, identity, dialer, discovery, cancellation).run(request, decisions, orderly);
        }
    }

    private TlsCredentials credentials() {
        try {
            return identity.keys().credentials();
        } catch (FaultException e) {
            // Told to the person by whoever asks for the keys; nothing is served or fetched without them.
            throw new CompletionException(e);
        }
    }

    /**
     * Stops what runs in other threads, cleanly: what is verified stays, peers are told, and the blocked calls end with
     * {@link dev.godwit.wire.fault.FaultCode#CANCELLED}. Safe on any thread, also more than once.
     */
    public void cancel() {
        cancellation.cancel();
    }

    /** Cancels what still runs. */
    @Override
    public void close() {
        cancel();
    }
}

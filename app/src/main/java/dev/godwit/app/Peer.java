package dev.godwit.app;

import dev.godwit.node.Decisions;
import dev.godwit.node.ReceiveRequest;
import dev.godwit.node.SendRequest;
import dev.godwit.node.home.Home;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.FaultException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the commands ask of {@link dev.godwit.node.Node}; the tests put a scripted peer in its place. */
interface Peer extends AutoCloseable {

    /** This peer's id in text form. */
    String id();

    /** Offers until the allowed downloads are complete. */
    void send(SendRequest request, Predicate<TransferEvent.Comparing> sameWords, Consumer<TransferEvent> events)
            throws FaultException;

    /** Fetches what the ticket names. */
    void receive(ReceiveRequest request, Decisions decisions, Consumer<TransferEvent> events) throws FaultException;

    /** Ends the calls that block, cleanly. */
    void cancel();

    @Override
    void close();

    /** How a command comes to a peer. */
    interface Opener {
        /** Opens the peer that lives in {@code home}. */
        Peer open(Home home) throws FaultException;
    }
}

package dev.godwit.app;

import dev.godwit.node.Decisions;
import dev.godwit.node.Node;
import dev.godwit.node.ReceiveRequest;
import dev.godwit.node.SendRequest;
import dev.godwit.node.home.Home;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.FaultException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The real peer. */
record NodePeer(Node node) implements Peer {

    static Peer open(Home home) throws FaultException {
        return new NodePeer(Node.open(home));
    }

    @Override
    public String id() {
        return node.id();
    }

    @Override
    public void send(SendRequest request, Predicate<TransferEvent.Comparing> sameWords, Consumer<TransferEvent> events)
            throws FaultException {
        node.send(request, sameWords, events);
    }

    @Override
    public void receive(ReceiveRequest request, Decisions decisions, Consumer<TransferEvent> events)
            throws FaultException {
        node.receive(request, decisions, events);
    }

    @Override
    public void cancel() {
        node.cancel();
    }

    @Override
    public void close() {
        node.close();
    }
}

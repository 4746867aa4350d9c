package dev.godwit.app;

import dev.godwit.node.Decisions;
import dev.godwit.node.ReceiveRequest;
import dev.godwit.node.SendRequest;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A peer that tells prepared events, remembers what it was asked, and fails on demand. */
final class ScriptedPeer implements Peer {
    private final List<TransferEvent> events = new ArrayList<>();
    private Optional<TransferEvent.Manifest> offer = Optional.empty();
    private @Nullable Fault fault;
    private @Nullable Throwable cause;
    private @Nullable SendRequest sent;
    private @Nullable ReceiveRequest received;
    private @Nullable Boolean accepted;

    ScriptedPeer tells(TransferEvent... told) {
        events.addAll(List.of(told));
        return this;
    }

    ScriptedPeer forgets() {
        events.clear();
        return this;
    }

    ScriptedPeer offers(TransferEvent.Manifest offered) {
        offer = Optional.of(offered);
        return this;
    }

    ScriptedPeer failsWith(Fault failure) {
        fault = failure;
        return this;
    }

    ScriptedPeer failsWith(Fault failure, Throwable why) {
        cause = why;
        return failsWith(failure);
    }

    Optional<SendRequest> sent() {
        return Optional.ofNullable(sent);
    }

    Optional<ReceiveRequest> received() {
        return Optional.ofNullable(received);
    }

    Optional<Boolean> accepted() {
        return Optional.ofNullable(accepted);
    }

    @Override
    public String id() {
        return "peer-1";
    }

    @Override
    public void send(SendRequest request, Predicate<TransferEvent.Comparing> sameWords, Consumer<TransferEvent> view)
            throws FaultException {
        sent = request;
        play(view);
    }

    @Override
    public void receive(ReceiveRequest request, Decisions decisions, Consumer<TransferEvent> view)
            throws FaultException {
        received = request;
        offer.ifPresent(offered -> accepted = decisions.accept(offered));
        play(view);
    }

    private void play(Consumer<TransferEvent> view) throws FaultException {
        events.forEach(view);
        if (fault != null) {
            throw cause == null ? fault.exception() : fault.exception(cause);
        }
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
}

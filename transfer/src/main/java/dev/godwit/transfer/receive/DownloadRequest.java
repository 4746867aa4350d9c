package dev.godwit.transfer.receive;

import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Dialer;
import dev.godwit.wire.ticket.Capability;
import java.net.InetSocketAddress;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One download: from whom, to where, and whom to ask.
 *
 * @param aim the sender, its addresses, the capability
 * @param target where the content goes
 * @param patience how long to keep trying to connect; empty for the usual
 * @param identity signs the receipt
 * @param surroundings what the engine works with
 */
public record DownloadRequest(
        Aim aim, Target target, Optional<Duration> patience, Identity identity, Surroundings surroundings) {

    /**
     * Whom to reach, and for what.
     *
     * @param peer the sender
     * @param addresses where to try
     * @param capability opens the share
     * @param silence how long the sender may say nothing
     */
    public record Aim(PeerId peer, List<InetSocketAddress> addresses, Capability capability, Duration silence) {}

    /** Where the content goes. */
    public sealed interface Target {
        /** A file in this root; the record remembers what a later run needs. */
        record File(ReceiveRoot root, TransferRecord record) implements Target {}

        /** A channel that takes it in order. */
        record Output(WritableByteChannel channel) implements Target {}
    }

    /**
     * What a download works with.
     *
     * @param dialer connects
     * @param cancellation ends it
     * @param consent whether to accept what is offered
     * @param onConflict what to do about a different file of that name
     * @param events is told what happens
     */
    public record Surroundings(
            Dialer dialer,
            Cancellation cancellation,
            Predicate<TransferEvent.Manifest> consent,
            Function<String, ConflictRule> onConflict,
            Consumer<TransferEvent> events) {}
}

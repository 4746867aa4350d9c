package dev.godwit.transfer.receive;

import dev.godwit.content.glob.PathGlob;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.receive.destination.TransferRecord;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Dialer;
import dev.godwit.wire.ticket.Capability;
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
 * @param aim the sender, the way to it, the capability
 * @param target where the content goes
 * @param wants which of it, and how
 * @param patience how long to keep trying to connect; empty for the usual
 * @param identity signs the receipt
 * @param surroundings what the engine works with
 */
public record DownloadRequest(
        Aim aim,
        Target target,
        Wants wants,
        Optional<Duration> patience,
        Identity identity,
        Surroundings surroundings) {

    /**
     * Which entries, and how.
     *
     * @param selection the paths that are wanted; empty for all
     * @param dryRun only tell what would happen
     * @param limit how fast it may come
     */
    public record Wants(Optional<PathGlob> selection, boolean dryRun, RateLimit limit) {
        boolean includes(List<String> path, Entry entry) {
            return selection.isEmpty() || selection.get().selects(path, entry instanceof Entry.Directory);
        }
    }

    /**
     * Whom to reach, and for what.
     *
     * @param peer the sender
     * @param approach how to get to it
     * @param capability opens the share
     * @param silence how long the sender may say nothing
     */
    public record Aim(PeerId peer, Approach approach, Capability capability, Duration silence) {}

    /** Where the content goes. */
    public sealed interface Target {
        /** Files and folders in this root; the record remembers what a later run needs. */
        record Folder(ReceiveRoot root, TransferRecord record) implements Target {}

        /** A channel that takes one file in order. */
        record Output(WritableByteChannel channel) implements Target {}
    }

    /**
     * What a download works with.
     *
     * @param dialer connects
     * @param cancellation ends it
     * @param consent whether to accept what is offered
     * @param scanWait how long to wait for the sender to know how much that is before asking
     * @param onConflict what to do about a different file of that name; empty to do nothing more at all
     * @param events is told what happens
     */
    public record Surroundings(
            Dialer dialer,
            Cancellation cancellation,
            Predicate<TransferEvent.Manifest> consent,
            Duration scanWait,
            Function<String, Optional<ConflictRule>> onConflict,
            Consumer<TransferEvent> events) {

        /** The same with another listener. */
        public Surroundings telling(Consumer<TransferEvent> others) {
            return new Surroundings(dialer, cancellation, consent, scanWait, onConflict, others);
        }
    }
}

package dev.godwit.transfer.event;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.wire.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Something that happened to a share or a transfer. Sizes are bytes. */
public sealed interface TransferEvent {

    /**
     * The share can be fetched from now on.
     *
     * @param code the digits and words that find and open the share; empty when there is none: a secret
     * @param ticket the whole {@code godwit:} URI: a secret that whoever holds it may fetch with
     * @param addresses the {@code host:port} pairs this peer listens on
     * @param shareId the share's public id
     * @param resumed whether an unfinished share of the same paths is offered again
     */
    record Ready(String code, String ticket, List<String> addresses, String shareId, boolean resumed)
            implements TransferEvent {
        public Ready {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * On the sender: how far the scan of what it offers is; told a few times a second, and once when it is complete.
     *
     * @param parts what was found so far
     * @param bytes length of the files, or -1 for a stream whose end is not known
     * @param complete whether that is all
     */
    record Listed(Parts parts, long bytes, boolean complete) implements TransferEvent {}

    /**
     * A peer is connected and authenticated.
     *
     * @param peer the peer id in text form
     * @param route how the bytes travel, such as {@code tcp}
     * @param address the peer's {@code host:port} as seen from here
     */
    record Connected(String peer, String route, String address) implements TransferEvent {}

    /**
     * The receiver knows what is offered.
     *
     * @param name the first entry's name, unescaped
     * @param entries number of entries so far
     * @param bytes their length together, or -1 for a stream whose end is not known
     * @param bytesHere how many of them are here already from an earlier run, as far as that is known
     * @param complete whether the sender has looked at everything it offers
     * @param preview what of it a person should know of
     */
    record Manifest(String name, long entries, long bytes, long bytesHere, boolean complete, Preview preview)
            implements TransferEvent {}

    /** In a dry run: what would become of an entry. */
    record Planned(String path, long bytes, Plan plan) implements TransferEvent {}

    /** What would become of an entry. */
    enum Plan {
        /** It would be fetched, or made. */
        RECEIVE,
        /** Something with its name and length is there; only comparing tells whether it is the same. */
        COMPARE,
        /** Something else has its name. */
        CONFLICT
    }

    /**
     * The state of a moving transfer, a few times a second.
     *
     * @param bytesDone verified bytes, those of earlier runs included
     * @param bytesTotal all bytes, or -1 when not known
     * @param bytesPerSecond moving average
     * @param etaSeconds empty when not known
     * @param sources peers that bytes come from, or receivers that bytes go to
     * @param route how the bytes travel
     * @param entriesDone entries that need nothing more
     * @param entriesTotal entries known so far
     * @param limitedBy what limits the rate: {@code network}, {@code source disk}, {@code receiver disk}, {@code cpu} or
     *     empty when not known
     */
    record Progress(
            long bytesDone,
            long bytesTotal,
            long bytesPerSecond,
            OptionalLong etaSeconds,
            int sources,
            String route,
            long entriesDone,
            long entriesTotal,
            String limitedBy)
            implements TransferEvent {}

    /**
     * The connection is gone or was never there, and is tried again by itself.
     *
     * @param fault why
     * @param delay how long until the next try
     */
    record Waiting(Fault fault, Duration delay) implements TransferEvent {}

    /**
     * On the sender: somebody tried the code with wrong words.
     *
     * @param address the {@code host:port} of who tried
     * @param triesLeft how many more wrong tries there may be before the code is void
     */
    record CodeMistaken(String address, int triesLeft) implements TransferEvent {}

    /**
     * On the sender: its user sees other words than a receiver's that has proven the code, which is void now.
     *
     * @param address the {@code host:port} of that receiver
     */
    record CodeRejected(String address) implements TransferEvent {}

    /**
     * On the sender: the share can not be found in one place.
     *
     * @param where the place, such as {@code the local network}
     * @param reason why, in words
     * @param isAlone whether it was to be found there only
     */
    record Unannounced(String where, String reason, boolean isAlone) implements TransferEvent {}

    /**
     * Both sides have proven the code, and one side's user compares words before it goes on.
     *
     * @param address the {@code host:port} of the other side
     * @param words what both see
     */
    record Comparing(String address, String words) implements TransferEvent {}

    /**
     * On the receiver: one way to the sender came to nothing; others may still be tried.
     *
     * @param origin where the address is from, such as {@code the ticket} or {@code the local network}
     * @param address the {@code host:port}; empty when nothing was found there
     * @param reason why, in words
     */
    record Tried(String origin, String address, String reason) implements TransferEvent {}

    /** On the sender: a receiver left before it had everything; the share stays open for it. */
    record ReceiverLeft(String peer, Fault fault) implements TransferEvent {
        /** Why, in one sentence for the sender's user, whose own disk is not meant. */
        public String reason() {
            return switch (fault.code()) {
                case DISK_FULL -> "The receiver's disk is full";
                case TARGET_UNWRITABLE -> "The receiver can not write there";
                case CONFLICT -> "The receiver has a different file of that name already";
                default -> fault.message();
            };
        }
    }

    /**
     * One download is complete: verified, on disk under its final name, acknowledged.
     *
     * @param peer the id of the other side in text form
     * @param bytes length of the files that are in place; on the sender of all that it offers
     * @param entries number of entries that are in place; on the sender of all that it offers
     * @param contentId the Merkle identity both ends agree on: of a single file its own, else of the manifest
     * @param path where it is on the receiver; null on the sender and for standard output
     * @param outcome what became of it
     * @param parts what the entries are
     * @param statistics what this run took
     */
    record Done(
            String peer,
            long bytes,
            long entries,
            ContentId contentId,
            @Nullable String path,
            Outcome outcome,
            Parts parts,
            Statistics statistics)
            implements TransferEvent {}

    /** Some entries could not be sent or received; all others were. */
    record Incomplete(long count, List<Problems.Problem> first) implements TransferEvent {
        public Incomplete {
            first = List.copyOf(first);
        }
    }

    /** How a download ended. */
    enum Outcome {
        /** The bytes were transferred and verified. */
        TRANSFERRED,
        /** The same content was there already. */
        ALREADY_THERE,
        /** A different file was there, and the conflict rule says to leave it. */
        SKIPPED,
        /** Nothing that is offered was selected. */
        UNSELECTED,
        /** A dry run: nothing was to be done. */
        PLANNED
    }
}

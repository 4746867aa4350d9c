package dev.godwit.node.home;

import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.TransferEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A transfer that this home remembers: one that has ended within the last thirty days, or a download to go on with.
 *
 * @param id names it in this home: 16 letters of base32
 * @param subject what it is about
 * @param changed when it ended, or was last begun or stopped
 * @param result what came of it; empty for one that has not ended
 * @param running whether a process works on it at the moment
 */
public record KnownTransfer(String id, Subject subject, Instant changed, Optional<Result> result, boolean running) {

    /** How a transfer stands. */
    public enum State {
        /** Everything that was wanted is there. */
        COMPLETE,
        /** Some entries could not be sent or received. */
        INCOMPLETE,
        /** A process works on it. */
        RUNNING,
        /** It has stopped: the same command goes on with it. */
        UNFINISHED
    }

    /** How it stands. */
    public State state() {
        if (result.isEmpty()) {
            return running ? State.RUNNING : State.UNFINISHED;
        }
        return result.get().problemCount() == 0 ? State.COMPLETE : State.INCOMPLETE;
    }

    /** Which way the bytes go. */
    public enum Direction {
        /** From here. */
        SENT,
        /** To here. */
        RECEIVED
    }

    /**
     * What a transfer is about.
     *
     * @param direction which way the bytes go
     * @param name of the first entry, unescaped
     * @param share the share's public id
     * @param folder where it goes; empty on the sender and for standard output
     */
    public record Subject(Direction direction, String name, String share, String folder) {}

    /**
     * What came of a transfer.
     *
     * @param done the event at its end
     * @param route how the bytes travelled
     * @param problemCount entries that could not be sent or received
     * @param problems the first of them
     */
    public record Result(TransferEvent.Done done, String route, long problemCount, List<Problems.Problem> problems) {
        public Result {
            problems = List.copyOf(problems);
        }

        /** Of a download or upload that has ended. */
        public static Result of(TransferEvent.Done done, String route, Problems problems) {
            return new Result(done, route, problems.count(), problems.list());
        }
    }
}

package dev.godwit.dht.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether strangers can reach this node, and so whether it should serve (BEP 43). It starts by serving, since nobody would
 * ask a node that does not; when for some minutes no query came from somebody whom it had not written to before, a NAT or
 * firewall is in between, and it only asks until the next trial.
 */
final class Reachability {
    /** Long enough for the tables of others to hand this node out. */
    static final Duration TRIAL = Duration.ofMinutes(10);

    static final Duration TRIAL_INTERVAL = Duration.ofHours(1);

    /** After this long without a stranger the node is no longer sure. */
    static final Duration CONFIDENCE = Duration.ofMinutes(30);

    /** Whoever was written to within this time may come through a NAT's open door. */
    static final Duration STRANGER_AFTER = Duration.ofMinutes(5);

    private sealed interface State {
        /** Serves, to see whether anybody comes. */
        record Trial(Instant until) implements State {}

        /** Serves, since somebody came. */
        record Reachable(Instant until) implements State {}

        /** Only asks. */
        record Unreachable(Instant until) implements State {}
    }

    private final ReadOnlyMode mode;
    private State state;

    Reachability(ReadOnlyMode mode, Instant now) {
        this.mode = mode;
        this.state = new State.Trial(now.plus(TRIAL));
    }

    void strangerAsked(Instant now) {
        state = new State.Reachable(now.plus(CONFIDENCE));
    }

    void tick(Instant now) {
        state = switch (state) {
            case State.Trial(Instant until) when !until.isAfter(now) -> new State.Unreachable(now.plus(TRIAL_INTERVAL));
            case State.Reachable(Instant until) when !until.isAfter(now) -> new State.Trial(now.plus(TRIAL));
            case State.Unreachable(Instant until) when !until.isAfter(now) -> new State.Trial(now.plus(TRIAL));
            case State other -> other;
        };
    }

    Reach reach() {
        if (isReadOnly()) {
            return Reach.ONLY_ASKS;
        }
        return state instanceof State.Reachable ? Reach.REACHED : Reach.UNKNOWN;
    }

    boolean isReadOnly() {
        return switch (mode) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTOMATIC -> state instanceof State.Unreachable;
        };
    }
}

package dev.godwit.dht.lookup;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A contact in a look-up: where it stands, and who named it. */
final class Candidate {
    /** From WAITING to ASKED, and then on: who is LATE or OVERDUE may still answer. */
    enum State {
        WAITING,
        ASKED,
        LATE,
        OVERDUE,
        ANSWERED,
        LOST
    }

    /** Where it comes from. */
    enum Role {
        /** This node knows it itself. */
        KNOWN,
        /** Other nodes named it: its witnesses. */
        NAMED,
        /** Only its address is known. */
        ADDRESS,
        /** It helps to get in, and never counts as close to the target. */
        ROUTER
    }

    /** More witnesses than this make no difference. */
    private static final int WITNESSES_MAX = 4;

    private final Contact contact;
    private final Role role;
    private final List<Witness> witnesses = new ArrayList<>();
    private State state = State.WAITING;
    private Optional<ByteString> token = Optional.empty();

    Candidate(Contact contact, Role role) {
        this.contact = contact;
        this.role = role;
    }

    /** The same node under the id that it told itself. */
    static Candidate answered(Contact contact, Optional<ByteString> token) {
        Candidate candidate = new Candidate(contact, Role.KNOWN);
        candidate.state = State.ANSWERED;
        candidate.token = token;
        return candidate;
    }

    Contact contact() {
        return contact;
    }

    State state() {
        return state;
    }

    boolean isRouter() {
        return role == Role.ROUTER;
    }

    Responder responder() {
        return new Responder(contact, token);
    }

    /** Somebody named it, too. Witnesses that are no longer believed make room: they cannot keep others out. */
    void addWitness(Witness witness) {
        if (role != Role.NAMED || state != State.WAITING || witnesses.contains(witness)) {
            return;
        }
        witnesses.removeIf(other -> !other.isBelieved());
        if (witnesses.size() < WITNESSES_MAX) {
            witnesses.add(witness);
        }
    }

    /** Whether it was known by its id before it was asked. */
    boolean hasId() {
        return role == Role.KNOWN || role == Role.NAMED;
    }

    boolean isNamed() {
        return role == Role.NAMED;
    }

    /** Whether anybody whose word still counts named it; what this node knows itself needs no witness. */
    boolean isBelieved() {
        return !isNamed() || witnesses.stream().anyMatch(Witness::isBelieved);
    }

    boolean mayBeAsked() {
        return state == State.WAITING
                && (!isNamed()
                        || witnesses.stream().anyMatch(witness -> witness.isBelieved() && witness.mayBeFollowed()));
    }

    void ask() {
        state = State.ASKED;
        witnesses.forEach(Witness::asked);
    }

    /** It takes longer than usual. */
    void delay(State longer) {
        if (state == State.ASKED) {
            witnesses.forEach(Witness::settled);
            witnesses.forEach(Witness::wasWrong);
        }
        state = longer;
    }

    /**
     * It answered, or will not answer.
     *
     * @param isThere whether its witnesses were right
     */
    void settle(State outcome, boolean isThere) {
        if (state == State.ASKED) {
            witnesses.forEach(Witness::settled);
        }
        if (isThere) {
            witnesses.forEach(Witness::wasRight);
        } else if (state == State.ASKED) {
            witnesses.forEach(Witness::wasWrong);
        }
        state = outcome;
    }
}

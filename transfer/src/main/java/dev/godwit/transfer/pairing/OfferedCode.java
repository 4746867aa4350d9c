package dev.godwit.transfer.pairing;

import dev.godwit.wire.code.Code;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.ticket.Capability;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A code on offer: what it opens, for how many peers, and how often its words were guessed wrong, over all connections and
 * runs. Safe on every thread.
 */
public final class OfferedCode {
    /** Wrong tries after which a code is void. */
    public static final int WRONG_TRIES_MAX = 3;

    private final Code code;
    private final Capability capability;
    private final int uses;
    private final CodeLedger ledger;
    private final Set<PeerId> admitted;
    private int wrongTries;

    /**
     * A code with what earlier runs have seen of it.
     *
     * @param capability what it gives access to
     * @param uses how many different peers may use it
     * @param past who has, and how many wrong tries there were
     * @param ledger remembers what changes
     */
    public OfferedCode(Code code, Capability capability, int uses, Past past, CodeLedger ledger) {
        this.code = code;
        this.capability = capability;
        this.uses = uses;
        this.ledger = ledger;
        this.admitted = new LinkedHashSet<>(past.admitted());
        this.wrongTries = past.wrongTries();
    }

    /**
     * What has become of a code so far.
     *
     * @param wrongTries how often its words were wrong
     * @param admitted the peers that have proven it
     */
    public record Past(int wrongTries, Set<PeerId> admitted) {
        /** A code that nobody has tried. */
        public static final Past NONE = new Past(0, Set.of());

        public Past {
            admitted = Set.copyOf(admitted);
        }
    }

    /** Keeps what must survive a restart. */
    @FunctionalInterface
    public interface CodeLedger {
        /** Stores it before anybody hears of it. */
        void store(Past past) throws IOException;
    }

    /** The code: a secret. */
    public Code code() {
        return code;
    }

    /** What it gives access to: a secret. */
    public Capability capability() {
        return capability;
    }

    /** Tries that are left. */
    synchronized int triesLeft() {
        return WRONG_TRIES_MAX - wrongTries;
    }

    /** Refuses who can not use the code in any case, before anything is computed for it. */
    synchronized void check(PeerId peer) throws FaultException {
        if (wrongTries >= WRONG_TRIES_MAX) {
            throw Fault.of(FaultCode.CODE_VOID).exception();
        }
        if (!admitted.contains(peer) && admitted.size() >= uses) {
            throw Fault.of(FaultCode.CODE_USED).exception();
        }
    }

    /**
     * Takes one try of {@code peer}. One after the other, so that however many connections try at once no more than three
     * are looked at.
     */
    synchronized void attempt(PeerId peer, boolean isProven) throws IOException {
        check(peer);
        if (!isProven) {
            wrongTries++;
            ledger.store(new Past(wrongTries, admitted));
            throw Fault.of(FaultCode.CODE_WRONG).exception();
        }
        if (admitted.add(peer)) {
            ledger.store(new Past(wrongTries, admitted));
        }
    }

    /** A peer that has proven the code is not who was meant: somebody else knows the words, so it is void for all. */
    synchronized void reject(PeerId peer) throws IOException {
        admitted.remove(peer);
        wrongTries = WRONG_TRIES_MAX;
        ledger.store(new Past(wrongTries, admitted));
    }
}

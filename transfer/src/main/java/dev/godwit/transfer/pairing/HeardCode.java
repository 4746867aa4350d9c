package dev.godwit.transfer.pairing;

import dev.godwit.wire.code.Code;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A code that somebody was told, and who was shown a proof of it without returning one. Whoever is shown a proof can check
 * one guess against it, so they are counted over all connections and runs, however they end. Safe on every thread.
 */
public final class HeardCode {
    /** Proofs that may be shown in vain. */
    public static final int SHOWN_MAX = 3;

    private final Code code;
    private final ShownLedger ledger;
    private final List<PeerId> shown;

    /**
     * A code with what earlier runs have shown of it.
     *
     * @param shown the peers that did not return the proof, one of them for each time
     * @param ledger remembers what changes
     */
    public HeardCode(Code code, List<PeerId> shown, ShownLedger ledger) {
        this.code = code;
        this.shown = new ArrayList<>(shown);
        this.ledger = ledger;
    }

    /** Keeps what must survive a restart. */
    @FunctionalInterface
    public interface ShownLedger {
        /** Stores it before a proof is shown. */
        void store(List<PeerId> shown) throws IOException;
    }

    /** The code: a secret. */
    public Code code() {
        return code;
    }

    /** Whether nothing was shown in vain. */
    public synchronized boolean isUntried() {
        return shown.isEmpty();
    }

    /** Ends with {@link FaultCode#CODE_VOID} when it may be shown to nobody any more. */
    public synchronized void check() throws FaultException {
        if (shown.size() >= SHOWN_MAX) {
            throw Fault.of(FaultCode.CODE_VOID, "of those who answered, three did not prove that they know the words")
                    .exception();
        }
    }

    /** A proof is about to be shown to {@code peer}: in vain, until that one returns it. */
    synchronized void showing(PeerId peer) throws IOException {
        check();
        shown.add(peer);
        ledger.store(List.copyOf(shown));
    }

    /** A peer has proven that it knows the words: what it was shown before was no guess. */
    synchronized void returned(PeerId peer) throws IOException {
        if (shown.removeIf(peer::equals)) {
            ledger.store(List.copyOf(shown));
        }
    }
}

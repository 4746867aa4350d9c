package dev.godwit.transfer.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.transfer.pairing.OfferedCode.Past;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.ticket.Capability;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How often a code may be used and guessed. */
class OfferedCodeTest {
    private static final PeerId BEN = Identity.generate().peerId();
    private static final PeerId EVE = Identity.generate().peerId();

    private final List<Past> stored = new ArrayList<>();

    private OfferedCode offered(int uses, Past past) {
        return new OfferedCode(Code.random(new SecureRandom()), Capability.generate(), uses, past, stored::add);
    }

    private static void assertFault(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(code));
    }

    @Test
    void threeWrongTriesMakeItVoidForEverybody() {
        OfferedCode offered = offered(1, Past.NONE);
        for (int left = 2; left >= 0; left--) {
            assertFault(FaultCode.CODE_WRONG, () -> offered.attempt(EVE, false));
            assertThat(offered.triesLeft()).isEqualTo(left);
        }
        assertFault(FaultCode.CODE_VOID, () -> offered.check(BEN));
        assertFault(FaultCode.CODE_VOID, () -> offered.attempt(BEN, true));
        assertThat(stored).extracting(Past::wrongTries).containsExactly(1, 2, 3);
    }

    @Test
    void wrongTriesOfEarlierRunsCount() {
        OfferedCode offered = offered(1, new Past(2, Set.of()));
        assertFault(FaultCode.CODE_WRONG, () -> offered.attempt(EVE, false));
        assertFault(FaultCode.CODE_VOID, () -> offered.attempt(EVE, false));
    }

    @Test
    void whoHasProvenItComesBackAndOthersDoNot() throws IOException {
        OfferedCode offered = offered(1, Past.NONE);
        offered.attempt(BEN, true);
        offered.attempt(BEN, true);
        assertThat(stored).containsExactly(new Past(0, Set.of(BEN)));
        assertFault(FaultCode.CODE_USED, () -> offered.check(EVE));
        assertFault(FaultCode.CODE_USED, () -> offered.attempt(EVE, true));
        OfferedCode later = offered(1, stored.getFirst());
        later.attempt(BEN, true);
        assertFault(FaultCode.CODE_USED, () -> later.attempt(EVE, true));
    }

    @Test
    void whoIsRejectedHoldsNoUseAndLeavesItVoid() throws IOException {
        OfferedCode offered = offered(1, Past.NONE);
        offered.attempt(EVE, true);
        offered.reject(EVE);
        assertThat(stored.getLast()).isEqualTo(new Past(OfferedCode.WRONG_TRIES_MAX, Set.of()));
        assertFault(FaultCode.CODE_VOID, () -> offered.check(EVE));
    }

    @Test
    void asManyPeersAsDownloads() throws IOException {
        OfferedCode offered = offered(2, Past.NONE);
        offered.attempt(BEN, true);
        offered.attempt(EVE, true);
        assertFault(FaultCode.CODE_USED, () -> offered.check(Identity.generate().peerId()));
    }

    @Test
    void aHundredGuessesAtOnceAreThree() throws InterruptedException {
        OfferedCode offered = offered(1, Past.NONE);
        Queue<FaultCode> faults = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    offered.attempt(EVE, false);
                } catch (FaultException e) {
                    faults.add(e.fault().code());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(faults).hasSize(100);
        assertThat(faults.stream().filter(FaultCode.CODE_WRONG::equals)).hasSize(3);
        assertThat(faults.stream().filter(FaultCode.CODE_VOID::equals)).hasSize(97);
    }
}

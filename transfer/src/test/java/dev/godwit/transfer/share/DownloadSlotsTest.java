package dev.godwit.transfer.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import java.time.Instant;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class DownloadSlotsTest {
    private static final Instant EXPIRES = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant NOW = EXPIRES.minusNanos(1);
    private static final PeerId ANN = peer(1);
    private static final PeerId BOB = peer(2);
    private static final PeerId CID = peer(3);

    private static PeerId peer(int number) {
        byte[] key = new byte[PeerId.BYTES];
        key[0] = (byte) number;
        return PeerId.of(key);
    }

    private static DownloadSlots slots(int allowed, int completed) {
        return new DownloadSlots(allowed, completed, EXPIRES);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            DownloadSlots slots, PeerId peer, Instant now, FaultCode code) {
        return assertThatThrownBy(() -> slots.enter(peer, now))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(code));
    }

    @Test
    void asManyMayBeAtItAsMayStillComplete() throws FaultException {
        DownloadSlots slots = slots(2, 0);
        slots.enter(ANN, NOW);
        slots.enter(BOB, NOW);
        assertRefused(slots, CID, NOW, FaultCode.PEER_BUSY);
        slots.leave(ANN);
        slots.enter(CID, NOW);
        assertThat(slots.activePeers()).isEqualTo(2);
    }

    @Test
    void whoComesBackBeforeItsOldSessionIsNoticedDeadHasItsSlot() throws FaultException {
        DownloadSlots slots = slots(1, 0);
        slots.enter(ANN, NOW);
        slots.enter(ANN, NOW);
        assertThat(slots.activePeers()).isEqualTo(1);
        slots.leave(ANN);
        assertThat(slots.isIdle()).isFalse();
        assertRefused(slots, BOB, NOW, FaultCode.PEER_BUSY);
        slots.leave(ANN);
        assertThat(slots.isIdle()).isTrue();
        slots.enter(BOB, NOW);
    }

    @Test
    void completedOnesAreSpentAlsoThoseOfEarlierRuns() throws FaultException {
        DownloadSlots slots = slots(3, 1);
        slots.enter(ANN, NOW);
        slots.complete(ANN);
        slots.leave(ANN);
        slots.enter(BOB, NOW);
        assertRefused(slots, CID, NOW, FaultCode.PEER_BUSY);
        slots.complete(BOB);
        assertThat(slots.completed()).isEqualTo(3);
        assertThat(slots.isExhausted()).isTrue();
        assertRefused(slots, CID, NOW, FaultCode.SHARE_EXHAUSTED);
        assertRefused(slots, BOB, NOW, FaultCode.SHARE_EXHAUSTED);
    }

    @Test
    void whoCouldNotHaveEverythingMayComeBackForTheRest() throws FaultException {
        DownloadSlots slots = slots(2, 0);
        slots.enter(ANN, NOW);
        assertThat(slots.serveInPart(ANN)).as("nothing was kept from it").isFalse();
        slots.lacks(ANN);
        assertThat(slots.serveInPart(ANN)).isTrue();
        slots.leave(ANN);
        slots.enter(BOB, NOW);
        assertRefused(slots, CID, NOW, FaultCode.PEER_BUSY);
        assertThat(slots.isServed()).isFalse();
        slots.complete(BOB);
        slots.leave(BOB);
        assertThat(slots.isServed()).isTrue();
        assertThat(slots.isExhausted()).isFalse();
        slots.enter(ANN, NOW);
        slots.complete(ANN);
        assertThat(slots.isExhausted()).isTrue();
    }

    @Test
    void nobodyBeginsOnceItHasExpired() throws FaultException {
        DownloadSlots slots = slots(5, 0);
        slots.enter(ANN, NOW);
        assertRefused(slots, BOB, EXPIRES, FaultCode.SHARE_EXPIRED);
        assertThat(slots.isIdle()).isFalse();
        assertRefused(slots(1, 1), BOB, EXPIRES, FaultCode.SHARE_EXHAUSTED);
    }

    @Test
    void leavingTwiceIsHarmless() throws FaultException {
        DownloadSlots slots = slots(1, 0);
        slots.leave(ANN);
        slots.enter(ANN, NOW);
        slots.leave(ANN);
        slots.leave(ANN);
        assertThat(slots.isIdle()).isTrue();
    }

    @Test
    void unlimitedNeverRunsOut() throws FaultException {
        DownloadSlots slots = slots(Integer.MAX_VALUE, 1_000_000);
        slots.enter(ANN, NOW);
        slots.complete(ANN);
        slots.enter(BOB, NOW);
        assertThat(slots.isExhausted()).isFalse();
    }
}

package dev.godwit.transfer.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.SessionToken;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamPoolTest {
    private final StreamPool pool = new StreamPool();
    private final SessionToken ann = SessionToken.generate();
    private final SessionToken bob = SessionToken.generate();

    private boolean enters(SessionToken session) {
        try {
            pool.enter(session);
            return true;
        } catch (FaultException e) {
            assertThat(e.fault().code()).isEqualTo(FaultCode.PEER_BUSY);
            return false;
        }
    }

    private int entersUpTo(SessionToken session, int most) {
        int entered = 0;
        while (entered < most && enters(session)) {
            entered++;
        }
        return entered;
    }

    @Test
    void everySessionHasAFirstWhateverOthersHold() {
        assertThat(entersUpTo(ann, 100)).isEqualTo(StreamPool.OF_ONE_SESSION_MAX);
        assertThat(entersUpTo(bob, 100)).isEqualTo(2);
        for (int i = 0; i < SessionTable.SESSIONS_MAX - 2; i++) {
            assertThat(entersUpTo(SessionToken.generate(), 2)).isEqualTo(1);
        }
    }

    @Test
    void fortyReceiversWhoWantTwoGetOneAtLeast() {
        List<Integer> each = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            each.add(entersUpTo(SessionToken.generate(), 2));
        }
        assertThat(each).doesNotContain(0);
        assertThat(each.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40 + StreamPool.FURTHER_MAX);
    }

    @Test
    void whatEndsMakesRoom() {
        entersUpTo(ann, 100);
        entersUpTo(bob, 100);
        pool.leave(ann);
        assertThat(entersUpTo(bob, 100)).isEqualTo(1);
        // The first of two ends: the other has its place, and what all share has one more.
        pool.leave(bob);
        pool.leave(bob);
        assertThat(entersUpTo(ann, 100)).isEqualTo(1);
        assertThat(entersUpTo(bob, 100)).isEqualTo(1);
        pool.leave(bob);
        pool.leave(bob);
        assertThat(enters(bob)).isTrue();
    }
}

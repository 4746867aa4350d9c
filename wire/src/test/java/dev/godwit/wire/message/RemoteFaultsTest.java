package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PROTOCOL.md §9, the columns of who may say what. */
class RemoteFaultsTest {
    private static final Fault PEER_FAILED = Fault.of(FaultCode.CONNECTION_LOST, "the peer failed");

    private static final Set<FaultCode> OF_BOTH = EnumSet.of(
            FaultCode.CONNECTION_LOST,
            FaultCode.PEER_STALLED,
            FaultCode.PROTOCOL_VIOLATION,
            FaultCode.VERSION_UNSUPPORTED,
            FaultCode.CODE_WRONG,
            FaultCode.DECLINED,
            FaultCode.INTEGRITY);

    private static final Set<FaultCode> OF_SENDERS = EnumSet.of(
            FaultCode.SHARE_NOT_FOUND,
            FaultCode.SHARE_EXPIRED,
            FaultCode.SHARE_EXHAUSTED,
            FaultCode.REFUSED,
            FaultCode.CODE_VOID,
            FaultCode.CODE_USED,
            FaultCode.PEER_BUSY,
            FaultCode.SOURCE_CHANGED,
            FaultCode.SOURCE_UNREADABLE,
            FaultCode.STREAM_GONE);

    private static final Set<FaultCode> OF_RECEIVERS =
            EnumSet.of(FaultCode.DISK_FULL, FaultCode.TARGET_UNWRITABLE, FaultCode.CONFLICT, FaultCode.NAME_UNSAFE);

    @ParameterizedTest
    @EnumSource
    void meansTheSameHereFromWhoCanHaveIt(FaultCode code) {
        boolean both = OF_BOTH.contains(code);
        assertSeen(code, Speaker.SENDER, both || OF_SENDERS.contains(code));
        assertSeen(code, Speaker.RECEIVER, both || OF_RECEIVERS.contains(code));
        assertSeen(code, Speaker.EITHER, both);
    }

    @ParameterizedTest
    @EnumSource
    void takesANumberOfANewerPeerForALostConnection(Speaker speaker) {
        assertThat(RemoteFaults.asSeenHere(Optional.empty(), "from the future", speaker))
                .isEqualTo(PEER_FAILED);
    }

    @Test
    void knowsTheSpeakerOfEveryPhase() {
        assertThat(Phase.values())
                .extracting(phase -> phase + " " + phase.speaker())
                .containsExactly(
                        "GREETING EITHER",
                        "PURPOSE RECEIVER",
                        "PROVING_CODE RECEIVER",
                        "CODE_PROVEN RECEIVER",
                        "SERVING_CONTROL RECEIVER",
                        "SERVING_BYTES RECEIVER",
                        "CODE_OPENED SENDER",
                        "CONFIRMING_CODE SENDER",
                        "AWAITING_GRANT SENDER",
                        "OPENING SENDER",
                        "FETCHING_CONTROL SENDER",
                        "FETCHING_BYTES SENDER");
    }

    private static void assertSeen(FaultCode code, Speaker speaker, boolean same) {
        Fault expected = same ? Fault.of(code, "detail") : PEER_FAILED;
        if (code == FaultCode.CANCELLED) {
            expected = Fault.of(FaultCode.CONNECTION_LOST, "the other side was stopped");
        }
        assertThat(RemoteFaults.asSeenHere(Optional.of(code), "detail", speaker))
                .isEqualTo(expected);
    }
}

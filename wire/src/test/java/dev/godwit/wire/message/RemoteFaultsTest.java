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

class RemoteFaultsTest {
    /** Failures that are the peer's own business: here it only went away. */
    private static final Set<FaultCode> ITS_OWN = EnumSet.of(
            FaultCode.UNEXPECTED,
            FaultCode.USAGE,
            FaultCode.TICKET_INVALID,
            FaultCode.IDENTITY_MISMATCH,
            FaultCode.NO_ROUTE,
            FaultCode.HOME_UNUSABLE);

    @ParameterizedTest
    @EnumSource
    void meansTheSameHereUnlessItIsThePeersOwn(FaultCode code) {
        Fault expected;
        if (code == FaultCode.CANCELLED) {
            expected = Fault.of(FaultCode.CONNECTION_LOST, "the other side was stopped");
        } else if (ITS_OWN.contains(code)) {
            expected = Fault.of(FaultCode.CONNECTION_LOST, "the peer failed");
        } else {
            expected = Fault.of(code, "detail");
        }
        assertThat(RemoteFaults.asSeenHere(Optional.of(code), "detail")).isEqualTo(expected);
    }

    @Test
    void takesANumberOfANewerPeerForALostConnection() {
        assertThat(RemoteFaults.asSeenHere(Optional.empty(), "from the future"))
                .isEqualTo(Fault.of(FaultCode.CONNECTION_LOST, "the peer failed"));
    }
}

package dev.godwit.node.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.network.route.RouteRace.Tried;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("h", 7);
    private static final Tried SILENT = tried("the DHT", FaultCode.NO_ROUTE);
    private static final Tried NOBODY = new Tried.Unfound("the local network", "nobody there announces it");

    private static Tried tried(String origin, FaultCode code) {
        return new Tried.Attempted(origin, ADDRESS, Fault.of(code, "h:7"));
    }

    private static FaultCode onTicket(Tried... tried) {
        return Verdict.onTicket(List.of(tried)).code();
    }

    private static FaultCode onCode(Tried... tried) {
        return Verdict.onCode(List.of(tried)).code();
    }

    @Test
    void h2AStrangerThatASearchHasNamedForbidsNoRetry() {
        for (FaultCode code : List.of(FaultCode.PROTOCOL_VIOLATION, FaultCode.IDENTITY_MISMATCH)) {
            for (String origin : List.of("the local network", "the DHT", "the last connection")) {
                assertThat(onTicket(tried(origin, code))).isEqualTo(FaultCode.NO_ROUTE);
                assertThat(onTicket(tried(origin, code), SILENT, NOBODY)).isEqualTo(FaultCode.NO_ROUTE);
                assertThat(onCode(tried(origin, code), NOBODY)).isEqualTo(FaultCode.CODE_NOT_FOUND);
            }
        }
    }

    @Test
    void whatTheUserHasNamedIsFinal() {
        assertThat(onTicket(tried("--at", FaultCode.IDENTITY_MISMATCH), SILENT)).isEqualTo(FaultCode.IDENTITY_MISMATCH);
        assertThat(onCode(tried("--at", FaultCode.PROTOCOL_VIOLATION))).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aTicketsAddressInOtherHandsIsFinalUnlessAnotherMayComeBack() {
        Tried taken = tried("the ticket", FaultCode.IDENTITY_MISMATCH);
        assertThat(onTicket(taken, NOBODY)).isEqualTo(FaultCode.IDENTITY_MISMATCH);
        assertThat(onTicket(taken, SILENT)).isEqualTo(FaultCode.NO_ROUTE);
        assertThat(Verdict.onTicket(List.of(taken, SILENT)).message()).contains("somebody else is there");
        assertThat(onTicket(taken, tried("the ticket", FaultCode.CONNECTION_LOST)))
                .isEqualTo(FaultCode.CONNECTION_LOST);
    }

    @Test
    void whatTheProvenPeerHasSaidIsFinalWherever() {
        assertThat(onTicket(tried("the DHT", FaultCode.VERSION_UNSUPPORTED), SILENT))
                .isEqualTo(FaultCode.VERSION_UNSUPPORTED);
        assertThat(onCode(tried("the DHT", FaultCode.CODE_WRONG), SILENT)).isEqualTo(FaultCode.CODE_WRONG);
    }

    @Test
    void otherDigitsAreNotOfferedThereAndNoTicketIsNamed() {
        Fault fault = Verdict.onCode(List.of(tried("--at", FaultCode.SHARE_NOT_FOUND)));
        assertThat(fault.code()).isEqualTo(FaultCode.CODE_NOT_FOUND);
        assertThat(fault.message()).contains("The code is not offered there").doesNotContain("ticket");
    }
}

package dev.godwit.wire.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.testkit.Mutations;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Any text is a ticket or {@link FaultCode#TICKET_INVALID}, and a ticket says the same after writing and reading it. */
class TicketFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void parses(byte[] data) {
        parse(new String(data, StandardCharsets.UTF_8));
        // No mutation finds a checksum that fits: what is behind it is read by itself.
        readGroups(data);
    }

    @Test
    void parsesMutations() {
        Mutations.run(TicketFuzzTest.class, this::parses);
    }

    private static void parse(String text) {
        try {
            Ticket ticket = Ticket.parse(text);
            Ticket again = Ticket.parse(ticket.uri());
            assertThat(again.peerId()).isEqualTo(ticket.peerId());
            assertThat(again.capability()).isEqualTo(ticket.capability());
            assertThat(again.addresses()).containsExactlyInAnyOrderElementsOf(ticket.addresses());
        } catch (FaultException e) {
            assertThat(e.fault().code()).isEqualTo(FaultCode.TICKET_INVALID);
        }
    }

    private static void readGroups(byte[] data) {
        try {
            byte[] written = RouteGroups.write(RouteGroups.read(ByteBuffer.wrap(data)));
            byte[] again = RouteGroups.write(RouteGroups.read(ByteBuffer.wrap(written)));
            assertThat(Arrays.equals(again, written)).isTrue();
        } catch (FaultException e) {
            assertThat(e.fault().code()).isEqualTo(FaultCode.TICKET_INVALID);
        }
    }
}

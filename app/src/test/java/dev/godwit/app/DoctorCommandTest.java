package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.app.terminal.Terminal;
import dev.godwit.app.terminal.TerminalFacts;
import dev.godwit.node.doctor.LanDiagnosis;
import dev.godwit.node.doctor.LanInterface;
import dev.godwit.node.doctor.LanTraffic;
import dev.godwit.node.doctor.PublicPeer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code doctor lan} with a diagnosis that is given: no test may ask the machine's real network. */
final class DoctorCommandTest {
    private static final LanInterface ETHERNET =
            new LanInterface("eth0", "ipv4", List.of("192.0.2.2/24"), true, "announces and searches");
    private static final LanInterface TUNNEL =
            new LanInterface("wg0", "ipv4", List.of("10.0.0.2/32"), false, "it can not do multicast");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final GlobalOptions options = new GlobalOptions();
    private final Output output = new Output(
            new Terminal(
                    new ByteArrayInputStream(new byte[0]),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    TerminalFacts.none()),
            options);

    private static LanDiagnosis healthy(String name) {
        return new LanDiagnosis(
                List.of(TUNNEL, ETHERNET),
                true,
                true,
                List.of(new PublicPeer(name, "", List.of("192.0.2.7:4711", "[fe80::7%eth0]:4711"))),
                2,
                List.of("_ipp._tcp.local"),
                new LanTraffic(4, 5, 3, 1));
    }

    private static LanDiagnosis deaf() {
        return new LanDiagnosis(List.of(TUNNEL), false, false, List.of(), 0, List.of(), new LanTraffic(0, 0, 0, 0));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysWhatIsUsedAndWhoAnswers() throws Exception {
        assertThat(new DoctorCommand(_ -> healthy("Alice"), output).checkLan()).isZero();
        assertThat(text()).isEqualTo("""
                used     eth0         IPv4: 192.0.2.2/24 (announces and searches)
                not used wg0          IPv4: 10.0.0.2/32 (it can not do multicast)
                Port 5353 (UDP) is shared: this peer can be found.
                Public Godwit peers, by their own account:
                  Alice at 192.0.2.7:4711, [fe80::7%eth0]:4711
                Multicast DNS is answered by 2 responders: _ipp._tcp.local.
                Datagrams: 4 queries sent, 5 heard; 3 answers heard; 1 ignored.
                """);
    }

    @Test
    void t1NamesOfStrangersAreEscaped() throws Exception {
        assertThat(new DoctorCommand(_ -> healthy("\u001b[31mA\n"), output).checkLan())
                .isZero();
        assertThat(text()).contains("\\x1b[31mA\\x0a at").doesNotContain("\u001b");
    }

    @Test
    void jsonHasTheSame() throws Exception {
        output.forceJson();
        assertThat(new DoctorCommand(_ -> healthy("Alice"), output).checkLan()).isZero();
        assertThat(text())
                .startsWith("{\"canSearch\":true,\"canAnnounce\":true,\"interfaces\":[{\"name\":\"wg0\"")
                .contains("\"peers\":[{\"name\":\"Alice\"", "\"services\":[\"_ipp._tcp.local\"]", "\"ignored\":1}");
    }

    @Test
    void withoutMulticastItIsAFailureWithAHint() {
        DoctorCommand command = new DoctorCommand(_ -> deaf(), output);
        assertThatThrownBy(command::checkLan).isInstanceOfSatisfying(CommandException.class, thrown -> {
            assertThat(thrown.failure().exit()).isEqualTo(5);
            assertThat(thrown.failure().code()).isEqualTo("no-multicast");
            assertThat(thrown.failure().hint()).isNotEmpty();
        });
        assertThat(text()).contains("not used wg0", "No public Godwit peer answers.", "Nothing else answers");
    }
}

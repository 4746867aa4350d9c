package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.app.terminal.Terminal;
import dev.godwit.app.terminal.TerminalFacts;
import dev.godwit.node.doctor.DhtDiagnosis;
import dev.godwit.node.doctor.DhtDiagnosis.Network;
import dev.godwit.node.doctor.DhtDiagnosis.OwnRecord;
import dev.godwit.node.doctor.LanDiagnosis;
import dev.godwit.node.doctor.LanInterface;
import dev.godwit.node.doctor.LanTraffic;
import dev.godwit.node.doctor.PublicPeer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        assertThat(new DoctorCommand(_ -> healthy("Alice"), DoctorCommandTest::network, output).checkLan())
                .isZero();
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
        assertThat(new DoctorCommand(_ -> healthy("\u001b[31mA\n"), DoctorCommandTest::network, output).checkLan())
                .isZero();
        assertThat(text()).contains("\\x1b[31mA\\x0a at").doesNotContain("\u001b");
    }

    @Test
    void jsonHasTheSame() throws Exception {
        output.forceJson();
        assertThat(new DoctorCommand(_ -> healthy("Alice"), DoctorCommandTest::network, output).checkLan())
                .isZero();
        assertThat(text())
                .startsWith("{\"canSearch\":true,\"canAnnounce\":true,\"interfaces\":[{\"name\":\"wg0\"")
                .contains("\"peers\":[{\"name\":\"Alice\"", "\"services\":[\"_ipp._tcp.local\"]", "\"ignored\":1}");
    }

    @Test
    void withoutMulticastItIsAFailureWithAHint() {
        DoctorCommand command = new DoctorCommand(_ -> deaf(), DoctorCommandTest::network, output);
        assertThatThrownBy(command::checkLan).isInstanceOfSatisfying(CommandException.class, thrown -> {
            assertThat(thrown.failure().exit()).isEqualTo(5);
            assertThat(thrown.failure().code()).isEqualTo("no-multicast");
            assertThat(thrown.failure().hint()).isNotEmpty();
        });
        assertThat(text()).contains("not used wg0", "No public Godwit peer answers.", "Nothing else answers");
    }

    private static DhtDiagnosis network() {
        return new DhtDiagnosis(
                true,
                DhtDiagnosis.Reach.ONLY_ASKS,
                List.of(
                        new Network("ipv4", 74, 8_400_000, Optional.of("192.0.2.2:4711"), 12, "endpoint-dependent"),
                        new Network("ipv6", 0, 0, Optional.empty(), 0, "unknown")),
                List.of(Duration.ofMillis(1_500), Duration.ofMillis(400), Duration.ofMillis(300)),
                4,
                Optional.of(new OwnRecord(Instant.parse("2026-01-01T00:00:00.123Z"), List.of("192.0.2.2:4000"))),
                true);
    }

    private static DhtDiagnosis silence() {
        return new DhtDiagnosis(true, DhtDiagnosis.Reach.ONLY_ASKS, List.of(), List.of(), 2, Optional.empty(), false);
    }

    @Test
    void saysHowTheDhtIs() throws Exception {
        assertThat(new DoctorCommand(_ -> deaf(), DoctorCommandTest::network, output).checkDht())
                .isZero();
        assertThat(text()).isEqualTo("""
                The public DHT:
                  IPv4: 74 nodes known, about 8,400,000 in all; 192.0.2.2:4711 is how 12 nodes see this host (another port towards each: hole punching will be hard)
                  IPv6: 0 nodes known, size unknown; nobody says how it sees this host
                Look-ups: 3 of 4 answered, median 400 ms, slowest 1,500 ms.
                This peer only asks there: nobody has reached it from outside so far.
                This peer's record, signed 2026-01-01T00:00:00Z: 192.0.2.2:4000
                """);
    }

    @Test
    void jsonSaysHowTheDhtIs() throws Exception {
        output.forceJson();
        assertThat(new DoctorCommand(_ -> deaf(), DoctorCommandTest::network, output).checkDht())
                .isZero();
        assertThat(text())
                .startsWith(
                        "{\"mode\":\"public\",\"readOnly\":true,\"reach\":\"only-asks\",\"networks\":[{\"family\":\"ipv4\"")
                .contains("\"lookUpMillis\":[1500,400,300]", "\"recordAddresses\":[\"192.0.2.2:4000\"]");
    }

    @Test
    void aSilentDhtIsAFailureWithAHint() {
        DoctorCommand command = new DoctorCommand(_ -> deaf(), DoctorCommandTest::silence, output);
        assertThatThrownBy(command::checkDht).isInstanceOfSatisfying(CommandException.class, thrown -> {
            assertThat(thrown.failure().exit()).isEqualTo(5);
            assertThat(thrown.failure().code()).isEqualTo("no-dht");
            assertThat(thrown.failure().hint()).contains("dht.bootstrap");
        });
        assertThat(text()).contains("No look-up was answered.").doesNotContain("record");
    }
}

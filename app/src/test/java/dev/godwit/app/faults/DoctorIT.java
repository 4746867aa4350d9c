package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.testkit.lab.Host;
import dev.godwit.testkit.lab.LabNetwork;
import dev.godwit.testkit.lab.LabProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code godwit doctor lan} in networks of its own. */
@Timeout(120)
final class DoctorIT {
    private static final Path LIBRARY = Path.of("target", "godwit", "lib").toAbsolutePath();

    private final LabNetwork lab = new LabNetwork();

    @BeforeEach
    void needsRoot() {
        assumeTrue(LabNetwork.isPossible(), "needs root and iproute2");
    }

    @AfterEach
    void removeTheLab() throws IOException {
        lab.close();
    }

    private static LabProcess doctor(Host host, String... options) throws IOException {
        String[] command = new String[options.length + 6];
        command[0] = System.getProperty("java.home") + "/bin/java";
        command[1] = "-cp";
        command[2] = LIBRARY + "/*";
        command[3] = "dev.godwit.app.Main";
        command[4] = "doctor";
        command[5] = "lan";
        System.arraycopy(options, 0, command, 6, options.length);
        return LabProcess.start(host, command);
    }

    @Test
    void namesTheInterfacesOfANetwork() throws Exception {
        Host alice = lab.host("alice").withoutIpv6().plug(lab.newSwitch(), "eth0", "10.1.0.1/24");
        LabProcess doctor = doctor(alice);
        assertThat(doctor.exitCode()).isZero();
        assertThat(String.join("\n", doctor.lines()))
                .contains("used     eth0         IPv4: 10.1.0.1/24 (announces and searches)")
                .contains("not used lo           IPv4: 127.0.0.1/8 (it reaches this machine only")
                .contains("Port 5353 (UDP) is shared");
    }

    @Test
    void withoutANetworkItSaysSoAndWhatToDo() throws Exception {
        LabProcess doctor = doctor(lab.host("alice"), "--json");
        assertThat(doctor.exitCode()).isEqualTo(5);
        assertThat(String.join("\n", doctor.lines()))
                .contains("\"canSearch\":false", "\"code\":\"no-multicast\"", "\"exit\":5");
    }
}

package dev.godwit.app;

import dev.godwit.app.json.DhtLine;
import dev.godwit.app.json.LanLine;
import dev.godwit.app.view.DhtText;
import dev.godwit.app.view.LanText;
import dev.godwit.node.doctor.DhtDiagnosis;
import dev.godwit.node.doctor.LanDiagnosis;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit doctor}: what is wrong with the network here. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = "Checks what a transfer needs, and says what to mend.",
        footer = {"", "Examples:", "  godwit doctor lan", "  godwit doctor dht"})
final class DoctorCommand implements Runnable {
    private static final Duration LISTENING = Duration.ofSeconds(2);
    private static final String LAN_HINT =
            "Connect to a network, or check that the interface is up and its driver or VPN lets multicast through.";
    private static final String DHT_HINT =
            "Check that UDP gets out, and dht.mode and dht.bootstrap in 'godwit config list'; codes work on the local"
                    + " network and with --at meanwhile.";

    private final Lan lan;
    private final Dht dht;
    private final Output output;

    @Spec
    private @Nullable CommandSpec spec;

    DoctorCommand(Lan lan, Dht dht, Output output) {
        this.lan = lan;
        this.dht = dht;
        this.output = output;
    }

    /** How to look at the local network. */
    interface Lan {
        /** Listens so long. */
        LanDiagnosis check(Duration listening) throws FaultException;
    }

    /** How to look at the DHT. */
    interface Dht {
        /** Takes part for some seconds. */
        DhtDiagnosis check() throws FaultException;
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Missing what to check: lan, dht");
    }

    @Command(
            name = "lan",
            sortOptions = false,
            description = "Listens for two seconds: which interfaces can find peers, and who answers there.")
    Integer checkLan() throws FaultException, CommandException {
        LanDiagnosis diagnosis = lan.check(LISTENING);
        output.result(() -> String.join("\n", LanText.lines(diagnosis)), json -> json.print(LanLine.of(diagnosis)));
        if (!diagnosis.canSearch()) {
            throw new CommandException(new Failure(
                    "no-multicast",
                    FaultCode.NO_ROUTE.exitCode(),
                    "No network interface can do multicast: nobody can be found on the local network",
                    LAN_HINT,
                    null));
        }
        return 0;
    }

    @Command(
            name = "dht",
            sortOptions = false,
            description =
                    "Takes part in the DHT for some seconds: how large and fast it is, and what it knows of this peer.")
    Integer checkDht() throws FaultException, CommandException {
        DhtDiagnosis diagnosis = dht.check();
        output.result(() -> String.join("\n", DhtText.lines(diagnosis)), json -> json.print(DhtLine.of(diagnosis)));
        if (!diagnosis.isReachable()) {
            throw new CommandException(
                    new Failure("no-dht", FaultCode.NO_ROUTE.exitCode(), "No node of the DHT answers", DHT_HINT, null));
        }
        return 0;
    }
}

package dev.godwit.app;

import dev.godwit.app.json.SettingLine;
import dev.godwit.node.home.Configuration;
import dev.godwit.node.home.Setting;
import dev.godwit.wire.fault.FaultException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code godwit config}: what holds for every run with this home. */
@Command(
        name = "config",
        sortOptions = false,
        description = "Shows and changes what holds for every run.",
        footer = {
            "",
            "Examples:",
            "  godwit config list",
            "  godwit config set dht.mode off",
            "  godwit config set dht.bootstrap host.example:6881"
        })
final class ConfigCommand implements Callable<Integer> {
    private final Transfers transfers;
    private final Output output;

    ConfigCommand(Transfers transfers, Output output) {
        this.transfers = transfers;
        this.output = output;
    }

    @Override
    public Integer call() throws FaultException {
        for (Setting setting : Setting.values()) {
            show(setting);
        }
        return 0;
    }

    /** {@code godwit config list}: the same. */
    @Command(name = "list", sortOptions = false, description = "Prints all settings.")
    Integer list() throws FaultException {
        return call();
    }

    @Command(name = "get", sortOptions = false, description = "Prints one setting.")
    Integer get(@Parameters(paramLabel = "KEY", description = "Its name.") String key)
            throws FaultException, CommandException {
        String value = configuration().value(setting(key));
        output.result(value, new SettingLine(key, value));
        return 0;
    }

    @Command(name = "set", sortOptions = false, description = "Changes one setting.")
    Integer set(
            @Parameters(paramLabel = "KEY", description = "Its name.") String key,
            @Parameters(paramLabel = "VALUE", description = "What it is from now on.") String value)
            throws FaultException, CommandException {
        configuration().set(setting(key), value);
        return 0;
    }

    private void show(Setting setting) throws FaultException {
        String value = configuration().value(setting);
        output.result(setting.key() + " = " + value, new SettingLine(setting.key(), value));
    }

    private Configuration configuration() {
        return new Configuration(transfers.home());
    }

    private static Setting setting(String key) throws CommandException {
        return Setting.ofKey(key).orElseThrow(() -> {
            String known = Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "));
            return new CommandException(Failure.usage("There is no setting '" + key + "'", "There are " + known + "."));
        });
    }
}

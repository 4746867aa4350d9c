package dev.godwit.node.home;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The settings of one home, in a file of {@code key = value} lines that a person may edit. Read anew for each question. */
public final class Configuration {
    private final Home home;

    public Configuration(Home home) {
        this.home = home;
    }

    /**
     * What holds.
     *
     * @throws FaultException when the file can not be read, or says something else than the setting takes
     */
    public String value(Setting setting) throws FaultException {
        String value = read().getOrDefault(setting.key(), setting.usual());
        return setting.accepted(value).orElseThrow(() -> refused(setting, " in " + file()));
    }

    /** Changes what holds from now on. */
    public void set(Setting setting, String value) throws FaultException {
        String accepted = setting.accepted(value).orElseThrow(() -> refused(setting, ""));
        Map<String, String> all = read();
        all.put(setting.key(), accepted);
        StringBuilder text = new StringBuilder();
        all.forEach((key, kept) -> text.append(key).append(" = ").append(kept).append('\n'));
        try {
            PrivateFiles.directory(home.directory());
            PrivateFiles.replace(file(), text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Map<String, String> read() throws FaultException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file())));
        } catch (NoSuchFileException e) {
            // Nothing was ever said.
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(e);
        }
        Map<String, String> all = new TreeMap<>();
        properties.forEach((key, value) -> all.put(key.toString(), value.toString()));
        return all;
    }

    private Path file() {
        return home.directory().resolve("config");
    }

    private FaultException refused(Setting setting, String where) {
        return Fault.of(FaultCode.USAGE, setting.key() + where + " takes " + setting.choices())
                .exception();
    }

    private FaultException unusable(Exception e) {
        return Fault.of(FaultCode.HOME_UNUSABLE, file() + " (" + e.getMessage() + ")")
                .exception(e);
    }
}

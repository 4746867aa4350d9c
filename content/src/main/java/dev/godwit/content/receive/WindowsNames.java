package dev.godwit.content.receive;

import dev.godwit.content.manifest.UnsafeNameException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What Windows makes something else of: devices, streams, and names that it shortens. Pure. */
final class WindowsNames {
    private static final String FORBIDDEN = "<>:\"|?*\\/";
    private static final Pattern DEVICE =
            Pattern.compile("(CON|PRN|AUX|NUL|CLOCK\\$|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])");

    private WindowsNames() {}

    /** @throws UnsafeNameException when a name does not stand for itself there */
    static void check(String name) {
        if (name.chars().anyMatch(letter -> letter < ' ' || FORBIDDEN.indexOf(letter) >= 0)) {
            throw new UnsafeNameException("The name contains a character that Windows does not allow");
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            throw new UnsafeNameException("The name ends with a dot or a space, which Windows cuts off");
        }
        // A device stays one with an extension, and with spaces before it.
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).strip().toUpperCase(Locale.ROOT);
        if (DEVICE.matcher(stem).matches()) {
            throw new UnsafeNameException("The name is that of a device on Windows");
        }
    }
}

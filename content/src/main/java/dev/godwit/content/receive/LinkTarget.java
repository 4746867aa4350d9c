package dev.godwit.content.receive;

import dev.godwit.content.manifest.UnsafeNameException;
import java.io.File;

/**
 * Which links may be made: those that cannot lead out of the output directory, by whatever other links they pass. The
 * directories above a link are real ones, so climbing first is safe up to the top; climbing after a name is not, as the
 * name may be a link. Pure.
 */
final class LinkTarget {
    private LinkTarget() {}

    /**
     * Checks where a link leads.
     *
     * @param depth how many directories of the output directory the link is in
     * @throws UnsafeNameException when it is not relative, leads above the output directory, or climbs after a name
     */
    static void check(String target, int depth) {
        check(target, depth, File.separatorChar);
    }

    /** As the other, on a platform with this separator. */
    static void check(String target, int depth, char separator) {
        boolean windows = separator == '\\';
        if (target.isEmpty()
                || target.startsWith("/")
                || target.indexOf('\0') >= 0
                || (windows && (target.indexOf('\\') >= 0 || target.indexOf(':') >= 0))) {
            throw new UnsafeNameException("The link leads out of the output directory");
        }
        int climbs = 0;
        boolean descended = false;
        for (String component : target.split("/", -1)) {
            boolean climb = component.equals("..");
            climbs += climb ? 1 : 0;
            if (climb && (descended || climbs > depth)) {
                throw new UnsafeNameException("The link leads out of the output directory");
            }
            descended |= !climb && !component.isEmpty() && !component.equals(".");
        }
    }
}

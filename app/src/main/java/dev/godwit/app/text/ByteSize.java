package dev.godwit.app.text;

import java.util.Locale;

/** Byte counts and rates as people read them, in decimal units: {@code 2.0 GB}, {@code 312 MB/s}. */
public final class ByteSize {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};
    private static final double STEP = 1000;

    private ByteSize() {}

    /** A size with one decimal, such as {@code 2.0 GB}; below 1000 the exact {@code 999 B}. */
    public static String of(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double amount = bytes / STEP;
        int unit = 0;
        // 999.95 would round to 1000.0 of this unit, and belongs to the next.
        while (amount >= 999.95) {
            amount /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /** A rate in MB/s, however fast, so that two can be compared at a glance; only below 1 MB/s in kB/s. */
    public static String perSecond(double bytesPerSecond) {
        double megabytes = bytesPerSecond / (STEP * STEP);
        if (megabytes < 0.9995) {
            return String.format(Locale.ROOT, "%.0f kB/s", bytesPerSecond / STEP);
        }
        return String.format(Locale.ROOT, megabytes < 9.95 ? "%.1f MB/s" : "%.0f MB/s", megabytes);
    }
}

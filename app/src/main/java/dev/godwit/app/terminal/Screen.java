package dev.godwit.app.terminal;

import java.io.PrintStream;

/**
 * Standard error as lines that stay, with at most one status line below them that is redrawn in place, or a question that
 * waits for its answer there.
 */
public final class Screen {
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream err;
    private final Style style;
    private final boolean silent;
    private boolean statusIsShown;
    private String question = "";

    private Screen(PrintStream err, Style style, boolean silent) {
        this.err = err;
        this.style = style;
        this.silent = silent;
    }

    /** A screen that shows everything. */
    public static Screen showing(PrintStream err, Style style) {
        return new Screen(err, style, false);
    }

    /** A screen that shows nothing, for {@code -q} and {@code --json}. */
    public static Screen silent(PrintStream err) {
        return new Screen(err, Style.PLAIN, true);
    }

    /** How this screen marks up text. */
    public Style style() {
        return style;
    }

    /** A line that stays. */
    public synchronized void line(String text) {
        if (!silent) {
            clear();
            // The question moves down, so that what is typed stands behind it.
            err.println(question.isEmpty() ? text : System.lineSeparator() + text);
            err.print(question);
            err.flush();
        }
    }

    /** A question in the place of the status line, which stays away until {@link #answered}. Shown also when all else is not. */
    synchronized void ask(String text) {
        clear();
        question = text + " ";
        err.print(question);
        err.flush();
    }

    /** The question is no longer open; {@code ended} if the person's Enter has ended its line. */
    synchronized void answered(boolean ended) {
        question = "";
        if (!ended) {
            err.println();
        }
    }

    /** Replaces the status line; the text must fit into one line of a terminal. */
    public synchronized void status(String text) {
        if (!silent && question.isEmpty()) {
            // One write per frame: a terminal that shows half a frame flickers.
            err.print(ERASE_LINE + text);
            err.flush();
            statusIsShown = true;
        }
    }

    /** Removes the status line, before anybody else writes to standard error. */
    public synchronized void clear() {
        if (statusIsShown) {
            err.print(ERASE_LINE);
            err.flush();
            statusIsShown = false;
        }
    }

    /** Removes what the terminal itself has written into the line, such as {@code ^C}. */
    public synchronized void wipe() {
        err.print(ERASE_LINE);
        err.flush();
        statusIsShown = false;
    }
}

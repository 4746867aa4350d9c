package dev.godwit.app.terminal;

/** The few colours, or none. Marks up text that is escaped already. */
public enum Style {
    PLAIN(false),
    COLOURED(true);

    private static final String RESET = "\033[0m";
    private final boolean coloured;

    Style(boolean coloured) {
        this.coloured = coloured;
    }

    /** What to look at or to copy. */
    public String strong(String text) {
        return wrap("\033[1m", text);
    }

    /** What went well. */
    public String good(String text) {
        return wrap("\033[32m", text);
    }

    /** What failed. */
    public String bad(String text) {
        return wrap("\033[31m", text);
    }

    private String wrap(String start, String text) {
        return coloured ? start + text + RESET : text;
    }
}

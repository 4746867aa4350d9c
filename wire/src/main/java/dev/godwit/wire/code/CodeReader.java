package dev.godwit.wire.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the parts of a code as a person writes them, whole for a receiver or half for a shell that completes them. */
final class CodeReader {
    /** Letters that a shortened word needs at least. */
    private static final int PREFIX_LETTERS_MIN = 3;

    private static final int SUGGESTIONS_MAX = 5;
    private static final String COMPARE = "Compare it with what the sender sees";
    private static final List<String> ORDINALS = List.of("first", "second", "third");

    private CodeReader() {}

    static Slot slot(CodeParts parts) throws MalformedCodeException {
        String digits = parts.digits();
        if (digits.length() != Slot.DIGITS) {
            String found = digits.length() == 1 ? "1 digit" : digits.length() + " digits";
            throw new MalformedCodeException("it has " + found + " and not six", COMPARE);
        }
        if (digits.charAt(0) == '0') {
            throw new MalformedCodeException("its digits never begin with 0", COMPARE);
        }
        return new Slot(Integer.parseInt(digits));
    }

    static List<String> words(CodeParts parts) throws MalformedCodeException {
        List<String> words = new ArrayList<>();
        for (String token : parts.tokens()) {
            addWords(token, words);
        }
        if (words.size() < Code.WORDS) {
            throw new MalformedCodeException("it has fewer than three words", Code.EXAMPLE);
        }
        return words;
    }

    /** Adds what a token between separators stands for: whole words in a row, or the one that it shortens. */
    private static void addWords(String token, List<String> words) throws MalformedCodeException {
        int end = takeWords(token, words);
        boolean goesOn = end < token.length();
        if (words.size() > Code.WORDS || (goesOn && words.size() == Code.WORDS)) {
            throw new MalformedCodeException("it has more than three words", Code.EXAMPLE);
        }
        if (goesOn && end > 0) {
            throw unknown(token.substring(end), words.size());
        }
        if (goesOn) {
            words.add(shortened(token, words.size()));
        }
    }

    /** The one word that begins so. */
    private static String shortened(String token, int position) throws MalformedCodeException {
        List<String> meant = WordList.byPrefix(token);
        if (meant.isEmpty()) {
            throw unknown(token, position);
        }
        if (meant.size() > 1 || token.length() < PREFIX_LETTERS_MIN) {
            throw new MalformedCodeException(
                    "its " + ORDINALS.get(position) + " word is too short to tell which it is",
                    "Type " + WordList.TELLING_LETTERS + " letters of each word, or all",
                    List.copyOf(meant.subList(0, Math.min(SUGGESTIONS_MAX, meant.size()))));
        }
        return meant.getFirst();
    }

    private static MalformedCodeException unknown(String typed, int position) {
        return new MalformedCodeException(
                "its " + ORDINALS.get(position) + " word is not in the list of words",
                COMPARE,
                WordList.nearest(typed, SUGGESTIONS_MAX));
    }

    /** Adds the whole words that {@code token} begins with, and tells where they end. */
    private static int takeWords(String token, List<String> words) {
        int at = 0;
        Optional<String> next = wordAt(token, at);
        while (next.isPresent()) {
            words.add(next.get());
            at += next.get().length();
            next = wordAt(token, at);
        }
        return at;
    }

    /** The whole word that stands there: its first letters leave no choice. */
    private static Optional<String> wordAt(String token, int at) {
        if (token.length() < at + WordList.TELLING_LETTERS) {
            return Optional.empty();
        }
        List<String> found = WordList.byPrefix(token.substring(at, at + WordList.TELLING_LETTERS));
        return found.stream().filter(word -> token.startsWith(word, at)).findFirst();
    }

    /** What half a code may become with its last word whole, and a dash where another word must follow. */
    static List<String> completions(CodeParts parts) throws MalformedCodeException {
        String done = Integer.toString(slot(parts).number());
        if (parts.endWithSeparator()) {
            return List.of();
        }
        if (parts.rest().isEmpty()) {
            return List.of(done + Code.SEPARATOR);
        }
        List<String> tokens = parts.tokens();
        List<String> words = new ArrayList<>();
        for (String token : tokens.subList(0, tokens.size() - 1)) {
            addWords(token, words);
        }
        return withLast(tokens.getLast(), words, done);
    }

    private static List<String> withLast(String token, List<String> words, String slot) {
        int end = takeWords(token, words);
        List<String> last = WordList.byPrefix(token.substring(end));
        if (end == token.length()) {
            last = List.of(words.removeLast());
        }
        if (words.size() >= Code.WORDS) {
            return List.of();
        }
        String tail = words.size() == Code.WORDS - 1 ? "" : Code.SEPARATOR;
        words.addFirst(slot);
        String before = String.join(Code.SEPARATOR, words) + Code.SEPARATOR;
        return last.stream().map(word -> before + word + tail).toList();
    }
}

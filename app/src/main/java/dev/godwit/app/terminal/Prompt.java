package dev.godwit.app.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Questions to the person at the terminal: asked on standard error, answered on standard input. */
public final class Prompt {
    private final Terminal terminal;
    private final Screen screen;
    private final BufferedReader answers;
    private final CompletableFuture<Optional<String>> abandoned = new CompletableFuture<>();

    private volatile boolean asks;

    /** Questions on {@code terminal}, which push away the status line of {@code screen}. */
    public Prompt(Terminal terminal, Screen screen) {
        this.terminal = terminal;
        this.screen = screen;
        this.answers = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    }

    /** The trimmed answer; empty when there is none because the input ended or somebody pressed Ctrl-C. */
    public Optional<String> ask(String question) {
        screen.ask(question);
        asks = true;
        boolean answeredBefore = hasLine();
        Optional<String> answer = line();
        asks = false;
        // Without an echo of Enter nothing ends this line, and what comes next must not erase the question.
        screen.answered(!answeredBefore && !abandoned.isDone());
        return answer;
    }

    /** Whether somebody typed ahead. */
    private boolean hasLine() {
        try {
            return !abandoned.isDone() && answers.ready();
        } catch (IOException e) {
            return false;
        }
    }

    /** The next line of standard input, trimmed and without a question. */
    public Optional<String> line() {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        // A thread of its own, because nothing can interrupt a read from a terminal.
        Thread.ofVirtual().name("prompt").start(() -> answer.complete(read()));
        return answer.applyToEither(abandoned, line -> line).join();
    }

    /** Ends a question that waits for its answer, and all later ones: somebody pressed Ctrl-C. */
    public void abandon() {
        if (!asks && terminal.facts().errIsTerminal() && !terminal.facts().dumb()) {
            screen.wipe();
        }
        abandoned.complete(Optional.empty());
    }

    private Optional<String> read() {
        try {
            return Optional.ofNullable(answers.readLine()).map(String::strip);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

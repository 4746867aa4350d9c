package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files and methods stay small: the sizes of ARCHITECTURE.md over the source tree of all modules. */
final class ShapeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void filesStaySmall() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        for (Path file : sources("main")) {
            sizes.add(lines(file));
        }
        assertThat(quantile(sizes, 0.5)).as("median").isLessThanOrEqualTo(100);
        assertThat(quantile(sizes, 0.95)).as("95th percentile").isLessThanOrEqualTo(300);
        for (String tree : List.of("main", "test")) {
            for (Path file : sources(tree)) {
                assertThat(lines(file)).as(file.toString()).isLessThanOrEqualTo(500);
            }
        }
    }

    @Test
    void methodsStaySmall() throws IOException {
        List<Method> methods = methods(sources("main"));
        assertThat(methods).isNotEmpty().allSatisfy(method -> {
            assertThat(method.lines()).as(method.name()).isLessThanOrEqualTo(60);
            assertThat(method.parameters()).as(method.name()).isLessThanOrEqualTo(5);
        });
        List<Integer> sizes = methods.stream().map(Method::lines).toList();
        assertThat(quantile(sizes, 0.95)).as("95th percentile").isLessThanOrEqualTo(25);
    }

    private record Method(String name, int lines, int parameters) {}

    private static List<Path> sources(String tree) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                Path directory = module.resolve("src").resolve(tree).resolve("java");
                if (Files.isDirectory(directory)) {
                    try (Stream<Path> files = Files.walk(directory)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    private static int lines(Path file) throws IOException {
        return Files.readAllLines(file).size();
    }

    private static int quantile(List<Integer> values, double share) {
        List<Integer> sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
    }

    private static List<Method> methods(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<Method> methods = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodCollector(unit, positions, methods).scan(unit, null);
            }
            return methods;
        }
    }

    private static final class MethodCollector extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Method> methods;
        private boolean insideRecord;

        MethodCollector(CompilationUnitTree unit, SourcePositions positions, List<Method> methods) {
            this.unit = unit;
            this.positions = positions;
            this.methods = methods;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
            boolean outer = insideRecord;
            insideRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, null);
            insideRecord = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(unit, method));
            long last = map.getLineNumber(positions.getEndPosition(unit, method));
            String name = unit.getSourceFile().getName() + " " + method.getName() + ", line " + first;
            boolean buildsRecord = insideRecord && method.getReturnType() == null;
            int parameters = buildsRecord ? 0 : method.getParameters().size();
            methods.add(new Method(name, Math.toIntExact(last - first + 1), parameters));
            return super.visitMethod(method, null);
        }
    }
}

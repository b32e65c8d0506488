package com.isotoma.dboperator.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the sources hand over as a reason: the argument of every call whose parameter is named so. The sources are
 * read and not the classes, since the compiler leaves no trace of where a constant came from.
 */
final class ReasonUses {
    private static final List<String> MODULES = List.of(
            "driver-api",
            "backup-store",
            "driver-runtime",
            "driver-sql",
            "driver-postgresql",
            "driver-mysql",
            "driver-demo-http",
            "examples/demo-backup",
            "operator-core",
            "demo-operator");

    private static final Set<String> LISTS = ReasonLists.SECTIONS.stream()
            .map(section -> section.words().getSimpleName())
            .collect(Collectors.toSet());

    private ReasonUses() {}

    /** @param listed false for a word that stands at the call, or in a constant outside the lists */
    record Use(String file, String expression, boolean listed) {}

    /** A method, or the constructor of a type, that takes a reason. */
    private record Taker(String name, int parameters, int position) {}

    static List<Use> inSources() throws IOException {
        return in(sources());
    }

    /** Those in some files, which know of no calls but their own. */
    static List<Use> in(List<Path> files) throws IOException {
        var units = parse(files);
        var takers = new HashSet<Taker>();
        units.forEach(unit -> new TakerScanner().scan(unit, takers));
        var uses = new ArrayList<Use>();
        units.forEach(unit -> new UseScanner(unit, takers).scan(unit, uses));
        return uses;
    }

    /** All sources, one after another. */
    static String text() throws IOException {
        var text = new StringBuilder();
        for (var file : sources()) {
            text.append(Files.readString(file));
        }
        // Every kind begins with this one, which the CRDs have as their default.
        return text.append(Files.readString(Path.of("../crds/src/test/java/com/isotoma/dboperator/crds/CrdYaml.java")))
                .toString();
    }

    private static List<Path> sources() throws IOException {
        var all = new ArrayList<Path>();
        for (var module : MODULES) {
            try (var files = Files.walk(Path.of("..", module, "src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        return all;
    }

    private static List<CompilationUnitTree> parse(List<Path> files) throws IOException {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "this Java has no compiler");
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            var units = new ArrayList<CompilationUnitTree>();
            task.parse().forEach(units::add);
            return units;
        }
    }

    private static final class TakerScanner extends TreeScanner<@Nullable Void, Set<Taker>> {
        @Override
        public @Nullable Void visitMethod(MethodTree method, Set<Taker> takers) {
            add(method.getName().toString(), method.getParameters(), takers);
            return super.visitMethod(method, takers);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, Set<Taker> takers) {
            var fields = fields(type);
            if (type.getKind() == Tree.Kind.RECORD) {
                add(type.getSimpleName().toString(), fields, takers);
            }
            for (var member : type.getMembers()) {
                if (member instanceof MethodTree method && method.getReturnType() == null) {
                    add(type.getSimpleName().toString(), method.getParameters(), takers);
                }
            }
            return super.visitClass(type, takers);
        }

        private static List<VariableTree> fields(ClassTree type) {
            return type.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .toList();
        }

        private static void add(String name, List<? extends VariableTree> parameters, Set<Taker> takers) {
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).getName().contentEquals("reason")) {
                    takers.add(new Taker(name, parameters.size(), i));
                }
            }
        }
    }

    private static final class UseScanner extends TreeScanner<@Nullable Void, List<Use>> {
        private final String file;
        private final Set<Taker> takers;

        UseScanner(CompilationUnitTree unit, Set<Taker> takers) {
            file = String.valueOf(Path.of(unit.getSourceFile().getName()).getFileName());
            this.takers = takers;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, List<Use> uses) {
            note(name(call.getMethodSelect()), call.getArguments(), uses);
            return super.visitMethodInvocation(call, uses);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree call, List<Use> uses) {
            note(name(call.getIdentifier()), call.getArguments(), uses);
            return super.visitNewClass(call, uses);
        }

        private void note(String name, List<? extends ExpressionTree> arguments, List<Use> uses) {
            for (var taker : takers) {
                if (taker.name().equals(name) && taker.parameters() == arguments.size()) {
                    alternatives(arguments.get(taker.position()))
                            .forEach(argument -> uses.add(new Use(file, argument.toString(), listed(argument))));
                }
            }
        }

        private static Stream<ExpressionTree> alternatives(ExpressionTree argument) {
            return argument instanceof ConditionalExpressionTree choice
                    ? Stream.of(choice.getTrueExpression(), choice.getFalseExpression())
                    : Stream.of(argument);
        }

        /** Variables and calls hand on what somebody else took from a list. */
        private static boolean listed(ExpressionTree argument) {
            return switch (argument) {
                case LiteralTree word -> !(word.getValue() instanceof String text) || !isWord(text);
                case MemberSelectTree constant ->
                    !isConstant(constant.getIdentifier()) || LISTS.contains(name(constant.getExpression()));
                case IdentifierTree variable -> !isConstant(variable.getName());
                default -> true;
            };
        }

        private static boolean isWord(String text) {
            return text.matches("[A-Z][A-Za-z]+");
        }

        private static boolean isConstant(CharSequence name) {
            return name.toString().equals(name.toString().toUpperCase(Locale.ROOT));
        }

        private static String name(Tree tree) {
            return switch (tree) {
                case MemberSelectTree select -> select.getIdentifier().toString();
                case IdentifierTree identifier -> identifier.getName().toString();
                default -> tree.toString();
            };
        }
    }
}

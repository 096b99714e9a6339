package io.connwarden.client.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Writes the classes of {@code io.connwarden.client.jdbc} that delegate every method of a JDBC interface. The build
 * runs this file before it compiles the client; the file itself is part of no jar.
 *
 * <p>The interfaces are read through {@code javac --release}, not by reflection. The output is therefore the same on
 * every JDK that builds the client, even if that JDK has a newer JDBC.
 *
 * <p>Usage: {@code java JdbcDelegateGenerator.java <release> <output directory>}.
 */
public final class JdbcDelegateGenerator {
    private static final String PACKAGE = "io.connwarden.client.jdbc";

    private JdbcDelegateGenerator() {}

    public static void main(String[] arguments) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:only", "--release", arguments[0]);
        JavaCompiler.CompilationTask task =
                compiler.getTask(null, null, null, options, List.of("java.lang.Object"), null);
        task.setProcessors(List.of(new Processor(Path.of(arguments[1]))));
        if (!task.call()) {
            throw new IllegalStateException("JDBC delegates not generated; see the compiler's messages above");
        }
    }

    /** One class to generate. */
    private record Delegate(String name, String jdbcType, String superclass, String target) {
        /** The target of a connection is replaced when the connection is closed. */
        boolean isDetachable() {
            return name.equals("DelegatingConnection");
        }

        /** The superclass takes the target and what a leased statement needs. */
        boolean extendsLeasedStatement() {
            return !superclass.isEmpty();
        }
    }

    private static final List<Delegate> DELEGATES = List.of(
            new Delegate("DelegatingConnection", "java.sql.Connection", "", "target"),
            new Delegate("DelegatingDatabaseMetaData", "java.sql.DatabaseMetaData", "", "target"),
            new Delegate("DelegatingStatement", "java.sql.Statement", "", "target"),
            new Delegate("DelegatingPreparedStatement", "java.sql.PreparedStatement", "LeasedStatement", "prepared"),
            new Delegate(
                    "DelegatingCallableStatement", "java.sql.CallableStatement", "LeasedPreparedStatement", "callable"));

    /** Gives access to the interfaces as the compiler sees them for the chosen release. */
    private static final class Processor extends AbstractProcessor {
        private final Path output;

        Processor(Path output) {
            this.output = output;
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (round.processingOver()) {
                return false;
            }
            try {
                Path folder = Files.createDirectories(output.resolve(PACKAGE.replace('.', '/')));
                for (Delegate delegate : DELEGATES) {
                    writeIfChanged(folder.resolve(delegate.name() + ".java"), source(delegate));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return false;
        }

        /** Keeps the time stamp of an unchanged file, so that an incremental build compiles nothing anew. */
        private static void writeIfChanged(Path file, String source) throws IOException {
            if (!Files.exists(file) || !Files.readString(file).equals(source)) {
                Files.writeString(file, source);
            }
        }

        private String source(Delegate delegate) {
            String simple = delegate.jdbcType().substring("java.sql.".length());
            StringBuilder source = new StringBuilder();
            source.append("package ").append(PACKAGE).append(";\n\n");
            source.append("/** Delegates every method of {@link ").append(delegate.jdbcType()).append("}. */\n");
            source.append("@javax.annotation.processing.Generated(\"JdbcDelegateGenerator\")\n");
            source.append("abstract class ").append(delegate.name());
            if (delegate.extendsLeasedStatement()) {
                source.append(" extends ").append(delegate.superclass());
            }
            source.append(" implements ").append(delegate.jdbcType()).append(" {\n");
            source.append(delegate.isDetachable() ? "    private volatile " : "    private final ");
            source.append(delegate.jdbcType()).append(' ').append(delegate.target());
            source.append(";\n\n");
            source.append(constructor(delegate));
            if (!delegate.extendsLeasedStatement()) {
                source.append("\n    @Override\n    public String toString() {\n        return ");
                source.append(delegate.target()).append(".toString();\n    }\n");
            }
            for (ExecutableElement method : methods(delegate)) {
                source.append('\n').append(method(method, delegate));
            }
            return source.append(hooks(simple)).append("}\n").toString();
        }

        private static String constructor(Delegate delegate) {
            String target = delegate.target();
            if (!delegate.extendsLeasedStatement()) {
                return "    " + delegate.name() + "(" + delegate.jdbcType() + " " + target + ") {\n        this." + target
                        + " = " + target + ";\n    }\n";
            }
            boolean callable = delegate.name().equals("DelegatingCallableStatement");
            String sqlParameter = callable ? "String sql, " : "";
            String sqlArgument = callable ? "sql, " : "";
            return "    " + delegate.name() + "(" + sqlParameter + delegate.jdbcType() + " " + target
                    + ", LeasedConnection connection) {\n        super(" + sqlArgument + target
                    + ", connection);\n        this." + target + " = " + target + ";\n    }\n";
        }

        /** Every instance method that the superclass does not have already, in a stable order. */
        private List<ExecutableElement> methods(Delegate delegate) {
            TypeElement type = processingEnv.getElementUtils().getTypeElement(delegate.jdbcType());
            List<? extends Element> members = delegate.extendsLeasedStatement()
                    ? type.getEnclosedElements()
                    : processingEnv.getElementUtils().getAllMembers(type);
            List<ExecutableElement> methods = new ArrayList<>(ElementFilter.methodsIn(members));
            methods.removeIf(method -> method.getModifiers().contains(Modifier.STATIC)
                    || method.getEnclosingElement().toString().equals("java.lang.Object"));
            methods.sort(Comparator.comparing(ExecutableElement::toString));
            return methods;
        }

        private String method(ExecutableElement method, Delegate delegate) {
            boolean deprecated = processingEnv.getElementUtils().isDeprecated(method);
            String typeParameters = method.getTypeParameters().isEmpty()
                    ? ""
                    : method.getTypeParameters().stream()
                            .map(Element::toString)
                            .collect(Collectors.joining(", ", "<", "> "));
            StringBuilder parameters = new StringBuilder();
            List<String> arguments = new ArrayList<>();
            for (VariableElement parameter : method.getParameters()) {
                String name = "arg" + arguments.size();
                parameters.append(arguments.isEmpty() ? "" : ", ").append(parameter.asType()).append(' ').append(name);
                arguments.add(name);
            }
            String exceptions = method.getThrownTypes().stream()
                    .map(TypeMirror::toString)
                    .collect(Collectors.joining(", "));
            return (deprecated ? "    @Deprecated\n    @SuppressWarnings(\"deprecation\")\n" : "")
                    + "    @Override\n    public " + typeParameters + method.getReturnType() + " "
                    + method.getSimpleName() + "(" + parameters + ")"
                    + (exceptions.isEmpty() ? "" : " throws " + exceptions) + " {\n"
                    + body(method, delegate, arguments)
                    + "    }\n";
        }

        private static String body(ExecutableElement method, Delegate delegate, List<String> arguments) {
            String call = delegate.target() + "." + method.getSimpleName() + "(" + String.join(", ", arguments) + ")";
            if (method.getSimpleName().toString().startsWith("execute")) {
                return "        return track(" + sql(method) + ", () -> " + call + ");\n";
            }
            if (method.getReturnType().getKind() == TypeKind.VOID) {
                return "        " + call + ";\n";
            }
            boolean leadsToDriver = delegate.name().equals("DelegatingDatabaseMetaData")
                    && method.getReturnType().toString().equals("java.sql.ResultSet");
            return (leadsToDriver ? "        beforeResultSet();\n" : "") + "        return " + call + ";\n";
        }

        /**
         * The text that an execute method runs: its argument, the text it was prepared with, or several for a batch.
         */
        private static String sql(ExecutableElement method) {
            if (method.getSimpleName().toString().endsWith("Batch")) {
                return "null";
            }
            return method.getParameters().isEmpty() ? "preparedSql()" : "arg0";
        }

        private static String hooks(String simple) {
            return switch (simple) {
                case "Statement" -> "\n    /** Runs an execute method; {@code sql} is null for several statements. */\n"
                        + "    abstract <T> T track(@org.jspecify.annotations.Nullable String sql, Execution<T> execution)"
                        + " throws java.sql.SQLException;\n\n"
                        + "    /** One run of a statement. */\n    @FunctionalInterface\n    interface Execution<T> {\n"
                        + "        T execute() throws java.sql.SQLException;\n    }\n";
                case "Connection" -> "\n    /** Replaces the target, so that a closed connection is not used again. */\n"
                        + "    final void detach(java.sql.Connection closed) {\n        target = closed;\n    }\n";
                case "PreparedStatement" -> "\n    /** The text that the statement was prepared with. */\n"
                        + "    @Override\n    abstract String preparedSql();\n";
                case "DatabaseMetaData" -> "\n    /** Runs before each method that returns rows. */\n"
                        + "    abstract void beforeResultSet();\n";
                default -> "";
            };
        }
    }
}

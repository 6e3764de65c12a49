const View = () => <button onClick={() => ask("hi")}>Ask</button>;

export const Page = ({ model }: Props) => (
  <Layout title="Chat" {...props} onSend={async (text) => send(text)} icon={<Icon name="x" />}>
    {/* nothing */}
    Don't {model}
    <>
      {items.map((item) => <Item key={item.id} {...item} />)}
      {...children}
    </>
    <a.b.C header=<p>hi</p> />
  </Layout>
);
const generic = <T,>(x: T) => x;
